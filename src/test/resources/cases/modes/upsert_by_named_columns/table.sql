CREATE TABLE customer (id integer PRIMARY KEY, name text UNIQUE);
INSERT INTO customer VALUES (1, 'one'), (2, 'two');
