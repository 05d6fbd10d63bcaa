CREATE TABLE person (id integer PRIMARY KEY, name varchar(4) NOT NULL, price numeric(6,2), born date);
