-- What would happen? Answers that change nothing, not even in a READ ONLY transaction.
--   psql -d DB -v dir=/absolute/path/of/examples -f dry_run.sql
\set orders :dir /orders.csv
\set mistakes :dir /orders_mistakes.csv
\set SHOW_CONTEXT never

CREATE TABLE orders (
  order_id integer PRIMARY KEY,
  customer varchar(40) NOT NULL,
  postal_code char(5) NOT NULL,
  ordered_on date NOT NULL,
  amount numeric(8, 2) NOT NULL,
  paid boolean NOT NULL,
  note text
);

BEGIN TRANSACTION READ ONLY;

-- A dry run does not raise: success says whether the move would have.
SELECT success, dry_run, operation_type, rows_processed
FROM datamove.move(:'orders', 'orders', 'existing_schema', dry_run => true);

SELECT success, dry_run, operation_type, rows_processed
FROM datamove.move(:'mistakes', 'orders', 'existing_schema', dry_run => true);

-- Problems and planned changes as rows: with an "error" there is no plan, without one each step of
-- the move is a "change", with its SQL in the hint.
SELECT line_number AS line, column_name AS "column", code, message
FROM datamove.validate(:'mistakes', 'orders', 'existing_schema');

SELECT code, message
FROM datamove.validate(:'orders', 'orders', 'existing_schema');

SELECT hint
FROM datamove.validate(:'orders', 'orders', 'existing_schema')
WHERE code = 'truncate';

-- The report says the same as one JSON document; docs/report.md describes it.
SELECT report #>> '{source,dialect,delimiter}' AS delimiter,
       report #>> '{source,encoding}' AS encoding,
       jsonb_array_length(report -> 'findings') AS findings
FROM datamove.move(:'mistakes', 'orders', 'existing_schema', dry_run => true);

-- A move that is no dry run is refused here.
SELECT success
FROM datamove.move(:'orders', 'orders', 'existing_schema');

ROLLBACK;
