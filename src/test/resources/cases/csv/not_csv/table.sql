CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item VALUES (1, 'kept');
