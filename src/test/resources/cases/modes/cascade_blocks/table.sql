CREATE TABLE customer (id integer PRIMARY KEY, name text);
INSERT INTO customer VALUES (1, 'one'), (2, 'two'), (3, 'three');
CREATE TABLE bill (customer integer REFERENCES customer ON DELETE CASCADE);
INSERT INTO bill VALUES (1), (2);
CREATE TABLE note (customer integer REFERENCES customer ON DELETE SET NULL);
