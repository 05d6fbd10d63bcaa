CREATE TABLE customer (id integer PRIMARY KEY, name text UNIQUE);
INSERT INTO customer VALUES (9, 'a=(2)');
