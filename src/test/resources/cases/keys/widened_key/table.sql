CREATE TABLE grows (id integer PRIMARY KEY, d date UNIQUE);
