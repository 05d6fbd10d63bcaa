CREATE TABLE notes (id integer NOT NULL, name text, note varchar(20), born date);
