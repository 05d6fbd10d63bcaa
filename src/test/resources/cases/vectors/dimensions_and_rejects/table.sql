CREATE TABLE items (id integer, embedding "the extensions".vector(3));
INSERT INTO items VALUES (1, '[1,2,3]');
