CREATE TABLE people (id integer, name text, born date);
INSERT INTO people VALUES (0, 'old row', NULL);
