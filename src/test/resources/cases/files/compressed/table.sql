CREATE TABLE item (id integer, name text);
INSERT INTO item VALUES (0, 'old');
