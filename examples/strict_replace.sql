-- The rows of an existing table are replaced by those of a file, which must fit exactly.
--   psql -d DB -v dir=/absolute/path/of/examples -f strict_replace.sql
\set orders :dir /orders.csv
\set mistakes :dir /orders_mistakes.csv
\set corrected :dir /orders_corrected.csv
\set SHOW_CONTEXT never

CREATE TABLE orders (
  order_id integer PRIMARY KEY,
  customer varchar(40) NOT NULL,
  postal_code char(5) NOT NULL,
  ordered_on date NOT NULL,
  amount numeric(8, 2) NOT NULL CHECK (amount > 0),
  paid boolean NOT NULL DEFAULT false,
  note text
);

-- Where the table exists, the caller says what is expected of it.
SELECT success, operation_type, rows_processed
FROM datamove.move(:'orders', 'orders');

SELECT success, operation_type, rows_processed
FROM datamove.move(:'orders', 'orders', 'existing_schema');

-- A file with mistakes is refused as a whole; each mistake is named, with its line.
SELECT success, operation_type, rows_processed
FROM datamove.move(:'mistakes', 'orders', 'existing_schema');

-- The old rows are still there.
SELECT count(*) AS orders, min(order_id), max(order_id)
FROM orders;

-- DELETE instead of TRUNCATE: other sessions can read the old rows until this one commits.
SELECT success, operation_type, rows_processed
FROM datamove.move(:'corrected', 'orders', 'existing_schema',
                   options => '{"replace_by": "delete"}');

SELECT order_id, customer, postal_code, ordered_on, amount, paid
FROM orders
ORDER BY order_id;
