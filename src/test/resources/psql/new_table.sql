-- A file becomes a table.
SELECT ordinal, name, data_type, nullable, rows, nulls, examples, note
FROM datamove.inspect(:'data' || '/cities.csv');
SELECT * FROM datamove.move(:'data' || '/cities.csv', 'cities', dry_run => true) \gset plan_
SELECT :'plan_operation_type' AS operation, :'plan_table_created' AS created, :'plan_rows_processed' AS rows;
SELECT to_regclass('cities') AS nothing_yet;
SELECT success, operation_type, table_name, rows_processed, rows_rejected, table_created,
       schema_updated, dry_run, warnings
FROM datamove.move(:'data' || '/cities.csv', 'cities', primary_key_columns => ARRAY['id']);
\d cities
SELECT * FROM cities ORDER BY id;
