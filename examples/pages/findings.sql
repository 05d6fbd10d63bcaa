-- The tables of the examples in docs/findings.md.

CREATE DOMAIN positive AS numeric CHECK (VALUE > 0);

CREATE TABLE product (
  id integer PRIMARY KEY, name varchar(40), price numeric(8,2), born date, note text NOT NULL, qty integer,
  amount positive, discontinued boolean);

CREATE TABLE item (id integer PRIMARY KEY, name varchar(5), qty integer, size text);
CREATE INDEX item_size_idx ON item (size);
INSERT INTO item VALUES (1, 'one', 1, 'XL'), (2, 'two', 2, NULL);
