CREATE TABLE people (id integer, name text);
GRANT SELECT ON people TO loader;
INSERT INTO people VALUES (0, 'old row');
