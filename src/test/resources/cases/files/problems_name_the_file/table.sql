CREATE TABLE sale (id integer PRIMARY KEY, item varchar(6) NOT NULL, day date);
