-- The client's encoding has no say in what a file means.
CREATE TABLE cities (
  id integer PRIMARY KEY,
  name text NOT NULL,
  founded date,
  population integer,
  area_km2 numeric(8, 2),
  capital boolean NOT NULL DEFAULT false,
  zip varchar(5)
);
SET client_encoding = 'LATIN1';
SELECT success, rows_processed
FROM datamove.move(:'data' || '/cities_accented.csv', 'cities', 'existing_schema');
SELECT message, hint FROM datamove.validate(:'data' || '/cities_accented.csv', 'cities', 'existing_schema')
WHERE code = 'load';
RESET client_encoding;
SELECT id, name, octet_length(name) FROM cities ORDER BY id;
SELECT success, rows_processed
FROM datamove.move(:'data' || '/cities_accented.csv', 'cities', 'existing_schema');
SELECT message, hint FROM datamove.validate(:'data' || '/cities_accented.csv', 'cities', 'existing_schema')
WHERE code = 'load';
SELECT id, name, octet_length(name) FROM cities ORDER BY id;
