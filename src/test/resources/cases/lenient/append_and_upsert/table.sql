CREATE TABLE people (id integer PRIMARY KEY, name text, born date);
INSERT INTO people VALUES (1, 'Ann');
