CREATE TABLE pair (id integer, part integer, name text, PRIMARY KEY (id, part));
