-- Nothing goes by accident: what a move would take away must be allowed.
CREATE TABLE stock (id integer PRIMARY KEY, name text, price numeric, note text);
INSERT INTO stock VALUES (1, 'nail', 0.10, 'steel'), (2, 'screw', 0.20, NULL);

-- A file without rows.
SELECT success FROM datamove.move(:'data' || '/header_only.csv', 'stock', 'new_schema');
SELECT severity, code, message, hint FROM datamove.validate(:'data' || '/header_only.csv', 'stock', 'new_schema')
WHERE severity = 'error';
SELECT success, rows_processed FROM datamove.move(:'data' || '/header_only.csv', 'stock', 'new_schema', options => '{"mode": "append"}');

-- A file of something else.
SELECT success FROM datamove.move(:'data' || '/cities.csv', 'stock', 'new_schema', options => '{"columns": {"name": "city"}}');

-- Columns with values.
BEGIN;
SELECT success, rows_processed, schema_updated
FROM datamove.move(:'data' || '/stock.csv', 'stock', 'new_schema');
TABLE stock;
ROLLBACK;
SELECT success, rows_processed FROM datamove.move(:'data' || '/stock.csv', 'stock', 'new_schema', dry_run => true);
SET client_min_messages = error;
SELECT success, rows_processed FROM datamove.move(:'data' || '/stock.csv', 'stock', 'new_schema');
