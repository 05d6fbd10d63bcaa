-- A file becomes a table: types are found in the file, the primary key is named by the caller.
--   psql -d DB -v dir=/absolute/path/of/examples -f new_table.sql
\set orders :dir /orders.csv

-- The types that the columns would get, and why. Nothing is created.
SELECT ordinal, name, data_type, nullable, rows, nulls, note
FROM datamove.inspect(:'orders');

SELECT success, operation_type, table_name, rows_processed, table_created, warnings
FROM datamove.move(:'orders', 'orders', primary_key_columns => ARRAY['order_id']);

-- The table as the catalog has it now.
SELECT c ->> 'name' AS name, c ->> 'type' AS type, c ->> 'nullable' AS nullable
FROM jsonb_array_elements(datamove.describe('orders') -> 'columns') AS c;

-- Field for field what the file says, quotes and line ends included.
SELECT order_id, customer, postal_code, ordered_on, amount, paid, note
FROM orders
WHERE order_id BETWEEN 1002 AND 1007
ORDER BY order_id;
