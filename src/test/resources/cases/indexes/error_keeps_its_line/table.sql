CREATE TABLE items (id integer, n integer, name text); CREATE INDEX by_ratio ON items ((100 / n)); CREATE INDEX by_name ON items (name); INSERT INTO items VALUES (7, 7, 'kept');
