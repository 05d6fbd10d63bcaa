CREATE TABLE log (id serial, at date, note text);
