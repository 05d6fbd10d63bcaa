CREATE TABLE shops (code text PRIMARY KEY);
INSERT INTO shops VALUES ('A'), ('B');
CREATE TABLE sales (
  id integer PRIMARY KEY,
  shop text NOT NULL REFERENCES shops,
  pieces smallint CHECK (pieces > 0),
  price numeric(8,2) CHECK (price >= 0),
  discount numeric CHECK (discount < 1),
  CHECK (id <> 13)
);
INSERT INTO sales VALUES (1, 'A', 1, 1, 0);
