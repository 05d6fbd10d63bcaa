CREATE TABLE bill (id integer PRIMARY KEY, name text, price numeric);
INSERT INTO bill VALUES (7, 'kept', 1);
