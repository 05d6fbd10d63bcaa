CREATE TABLE customer (id integer PRIMARY KEY, name text);
INSERT INTO customer VALUES (1, 'one'), (2, 'two'), (3, 'three');
