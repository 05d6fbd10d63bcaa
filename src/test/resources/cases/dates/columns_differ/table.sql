CREATE TABLE visit (a date, b date);
