CREATE TABLE people (id integer CHECK (id > 0), name text);
INSERT INTO people VALUES (1, 'old row');
