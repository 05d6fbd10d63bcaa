CREATE TABLE n (a integer);
