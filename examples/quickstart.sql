-- What ./quickstart shows. In psql:
--   psql -d DB -v dir=/absolute/path/of/examples -f quickstart.sql
\set orders :dir /orders.csv
\set mistakes :dir /orders_mistakes.csv
\set corrected :dir /orders_corrected.csv

-- What is in the file? Every row is read, and a column gets a type only if nothing of it is lost:
-- "01067" stays text.
SELECT ordinal, name, data_type, nulls, note
FROM datamove.inspect(:'orders');

-- The table does not exist: it is created from the file, and loaded.
SELECT success, operation_type, table_name, rows_processed
FROM datamove.move(:'orders', 'orders', primary_key_columns => ARRAY['order_id']);

-- The table exists now. "existing_schema" replaces its rows, but not by a file that does not fit:
-- all its mistakes are reported, and nothing has changed.
SELECT success, operation_type, table_name, rows_processed
FROM datamove.move(:'mistakes', 'orders', 'existing_schema');

-- The same mistakes as rows, with the number of the row and of the line.
SELECT code, column_name AS column, row_number AS row, line_number AS line, value, message
FROM datamove.validate(:'mistakes', 'orders', 'existing_schema')
WHERE severity = 'error';

-- The corrected file fits. It all happens in the caller's transaction: ROLLBACK would undo it.
SELECT success, operation_type, table_name, rows_processed
FROM datamove.move(:'corrected', 'orders', 'existing_schema');

SELECT order_id, customer, postal_code, ordered_on, amount, paid
FROM orders
ORDER BY order_id;
