CREATE TABLE customer (id integer, name text);
