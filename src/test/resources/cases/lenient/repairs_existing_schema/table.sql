CREATE TABLE notes (id integer, name text, note varchar(20));
