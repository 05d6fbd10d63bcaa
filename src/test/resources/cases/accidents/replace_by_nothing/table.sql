CREATE TABLE people (id integer PRIMARY KEY, name text);
INSERT INTO people VALUES (1, 'Ada'), (2, 'Bob');
CREATE TABLE parent (id integer PRIMARY KEY, name text);
CREATE TABLE child (id integer REFERENCES parent);
INSERT INTO parent VALUES (1, 'Ada');
