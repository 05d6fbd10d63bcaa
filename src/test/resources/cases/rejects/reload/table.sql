CREATE TABLE item (id integer PRIMARY KEY, made date, note varchar(5));
