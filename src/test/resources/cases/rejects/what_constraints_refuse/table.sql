CREATE TABLE customers (id integer PRIMARY KEY, name text);
INSERT INTO customers SELECT g, 'c' || g FROM generate_series(1, 5) AS g;
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id integer CONSTRAINT of_customer REFERENCES customers,
  amount numeric(10,2) CONSTRAINT paid CHECK (amount > 0),
  code varchar(5) CONSTRAINT code_key UNIQUE,
  total numeric GENERATED ALWAYS AS (amount * 2) STORED CONSTRAINT small CHECK (total < 100),
  note text DEFAULT 'x'
);
INSERT INTO orders (id, customer_id, amount, code) VALUES (5, 2, 10, 'A'), (6, 3, 10, NULL);
