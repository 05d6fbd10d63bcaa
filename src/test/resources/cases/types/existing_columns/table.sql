CREATE TABLE n (a integer, b text);
