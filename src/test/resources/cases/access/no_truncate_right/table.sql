CREATE TABLE people (id integer, name text);
GRANT SELECT, INSERT, DELETE ON people TO loader;
INSERT INTO people VALUES (0, 'old row');
