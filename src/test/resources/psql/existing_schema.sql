-- The rows of a table are replaced by a file's, or nothing happens.
CREATE TABLE cities (
  id integer PRIMARY KEY,
  name text NOT NULL,
  founded date,
  population integer CHECK (population > 0),
  area_km2 numeric(8, 2),
  capital boolean NOT NULL DEFAULT false,
  zip varchar(5)
);
SELECT success, operation_type, table_name, rows_processed, table_created, warnings
FROM datamove.move(:'data' || '/cities.csv', 'cities', 'existing_schema');
SELECT id, name, area_km2, zip FROM cities ORDER BY id;

-- The order of the file's columns is free.
SELECT success, rows_processed
FROM datamove.move(:'data' || '/cities_corrected.csv', 'cities', 'existing_schema');
TABLE cities;

-- ROLLBACK brings the rows back.
BEGIN;
SELECT success, rows_processed
FROM datamove.move(:'data' || '/cities.csv', 'cities', 'existing_schema');
SELECT count(*) FROM cities;
ROLLBACK;
SELECT count(*) FROM cities;
