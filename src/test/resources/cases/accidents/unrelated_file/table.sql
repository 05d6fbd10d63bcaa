CREATE TABLE people (id integer PRIMARY KEY, name text);
INSERT INTO people VALUES (1, 'Ada'), (2, 'Bob');
CREATE TABLE bare ();
