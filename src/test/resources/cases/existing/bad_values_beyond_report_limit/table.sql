CREATE TABLE people (id integer NOT NULL, name text, born date);
INSERT INTO people VALUES (0, 'old row', NULL);
