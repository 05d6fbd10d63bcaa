CREATE TABLE item (id integer PRIMARY KEY, note varchar(9), made date);
