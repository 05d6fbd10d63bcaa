CREATE TABLE items (id integer PRIMARY KEY, name varchar(1), place point);
CREATE INDEX by_name ON items (name COLLATE "C" DESC NULLS LAST, id) WITH (fillfactor = 70);
COMMENT ON INDEX by_name IS 'mine';
CREATE INDEX by_length ON items (length(name)) WHERE id > 1;
CREATE INDEX "By Place" ON items USING gist (place);
INSERT INTO items VALUES (7, 'k', '(7,7)');
