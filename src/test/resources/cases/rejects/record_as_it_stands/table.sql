CREATE TABLE item (id integer NOT NULL, made date, note varchar(5));
