CREATE TABLE people (id integer PRIMARY KEY, email text NOT NULL UNIQUE, note text);
INSERT INTO people VALUES (9, 'old@x', 'old row');
