CREATE TABLE people (id integer, name text);
INSERT INTO people VALUES (0, 'old row');
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON people TO loader, guest, stranger;
