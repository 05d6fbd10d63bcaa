CREATE TABLE people (id integer, name text);
INSERT INTO people VALUES (0, 'old row');
GRANT ALL ON people TO loader, guest, stranger;
