CREATE TABLE shops (code text PRIMARY KEY);
INSERT INTO shops VALUES ('A'), ('B');
CREATE TABLE stock (
  id integer PRIMARY KEY,
  shop text REFERENCES shops,
  pieces integer CHECK (pieces >= 0),
  note text,
  number integer GENERATED ALWAYS AS IDENTITY
);
INSERT INTO stock VALUES (1, 'A', 1, 'old'), (2, 'A', 2, 'old'), (3, 'B', 3, 'old');
