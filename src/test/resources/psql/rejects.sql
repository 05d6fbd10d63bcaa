-- Rows that were rejected: corrected, moved again, and what people see who do something wrong.
CREATE TABLE cities (
  id integer PRIMARY KEY,
  name text NOT NULL,
  founded date,
  population integer,
  area_km2 numeric(8, 2),
  capital boolean,
  zip varchar(5)
);
SELECT rows_inserted, rows_rejected FROM datamove.move(:'data' || '/cities_broken.csv', 'cities', 'existing_schema',
  options => '{"on_error": "reject", "mode": "append"}');
SELECT row_number, line_number, record, code, jsonb_array_length(findings) AS findings, role_name = current_user AS mine
FROM datamove.rejected_row ORDER BY row_number;
SELECT datamove.correct_rejected(NULL, 1, '');
SELECT datamove.correct_rejected(gen_random_uuid(), NULL, '');
SELECT datamove.correct_rejected(gen_random_uuid(), 1, NULL);
SELECT datamove.correct_rejected(move_id, 1000, '1') FROM datamove.rejected_row LIMIT 1;
SELECT datamove.correct_own_rejected(move_id, row_number, '1') FROM datamove.rejected_row;
SELECT * FROM datamove.reload_rejected(NULL);
SELECT * FROM datamove.rejected_file(NULL);
SELECT * FROM datamove.rejected_file('00000000-0000-0000-0000-000000000000');
-- Nothing is corrected so far.
CREATE TEMP TABLE moves AS SELECT DISTINCT move_id FROM datamove.rejected_row;
SELECT r.rows_inserted, r.rows_rejected FROM moves m, datamove.reload_rejected(m.move_id) r;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id, '{"mode": "replace"}') r;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id, '{"header": true}') r;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id, '{"on_eror": "stop"}') r;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id, '[]') r;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id, '{"on_error": "stop"}') r;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id, '{"reject_limit": 0}') r;
BEGIN READ ONLY;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id) r;
ROLLBACK;
-- The table is not what it was.
ALTER TABLE cities RENAME TO towns;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id) r;
ALTER TABLE towns RENAME TO cities;
BEGIN;
ALTER TABLE cities RENAME COLUMN zip TO code;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id) r;
ROLLBACK;
BEGIN;
DROP TABLE cities;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id) r;
ROLLBACK;
-- All of them are corrected.
SELECT count(datamove.correct_rejected(move_id, row_number, row_number + 100 || ',x' || repeat(',', cardinality(header) - 2)))
FROM datamove.rejected_row;
SELECT r.operation_type, r.table_name, r.rows_inserted, r.rows_rejected, r.warnings, r.report -> 'plan' -> 0 -> 'sql' AS sql
FROM moves m, datamove.reload_rejected(m.move_id) r;
SELECT id, name FROM cities WHERE id > 100 ORDER BY id;
SELECT r.* FROM moves m, datamove.reload_rejected(m.move_id) r;
-- An upsert stays one.
SELECT rows_inserted, rows_updated, rows_rejected FROM datamove.move(:'data' || '/cities_broken.csv', 'cities', 'existing_schema',
  options => '{"on_error": "reject", "mode": "upsert"}');
UPDATE moves SET move_id = r.move_id FROM datamove.rejected_row r;
SELECT count(datamove.correct_rejected(move_id, row_number, '1,new' || repeat(',', cardinality(header) - 2)))
FROM datamove.rejected_row WHERE row_number = (SELECT min(row_number) FROM datamove.rejected_row);
SELECT r.rows_inserted, r.rows_updated FROM moves m, datamove.reload_rejected(m.move_id) r;
SELECT id, name FROM cities WHERE id = 1;
SELECT datamove.clear_rejected() > 0 AS cleared;
SELECT count(*) FROM datamove.rejected_move;
