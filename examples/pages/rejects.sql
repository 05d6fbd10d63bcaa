-- The table of the example in docs/rejects.md.

CREATE TABLE orders (
  order_id integer PRIMARY KEY, customer text, postal_code text, ordered_on date, amount numeric(8,2), paid boolean,
  note text);
