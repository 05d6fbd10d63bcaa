-- What people see who do something wrong.
CREATE TABLE cities (
  id integer PRIMARY KEY,
  name text NOT NULL,
  founded date,
  population integer,
  area_km2 numeric(8, 2),
  capital boolean,
  zip varchar(5)
);
SELECT * FROM datamove.move(:'data' || '/cities.csv', 'cities');
SELECT * FROM datamove.move(:'data' || '/cities.csv', 'cities', 'strict');
SELECT * FROM datamove.move(:'data' || '/cities_broken.csv', 'cities', 'existing_schema');
SELECT * FROM datamove.move(:'data' || '/cities_other_columns.csv', 'cities', 'existing_schema');
SELECT * FROM datamove.move(:'data' || '/unclosed.csv', 'other');
SELECT * FROM datamove.move(:'data' || '/no_such_file.csv', 'cities', 'existing_schema');
SELECT * FROM datamove.move('cities.csv', 'cities', 'existing_schema');
SELECT * FROM datamove.move(:'data' || '/cities.csv', 'cities', 'existing_schema', options => '{"on_eror": "reject"}');
SELECT * FROM datamove.move(:'data' || '/cities.csv', 'no_schema.cities');
SELECT * FROM datamove.move(:'data' || '/cities.csv', 'pg_class', 'existing_schema');
SELECT * FROM datamove.move('/any/cities.csv');
SELECT * FROM datamove.inspect(:'data');

-- Earlier work survives an error that is caught.
DO $$
DECLARE
  hint text;
BEGIN
  INSERT INTO cities (id, name) VALUES (1, 'mine');
  BEGIN
    PERFORM * FROM datamove.move('/no/such/file.csv', 'cities', 'existing_schema');
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RAISE NOTICE '%: % (%)', SQLSTATE, SQLERRM, hint;
  END;
END
$$;
SELECT id, name FROM cities;

-- A role without any right on datamove.
SET ROLE stranger;
SELECT * FROM datamove.move('/any/file.csv', 'cities');
RESET ROLE;
-- A role that may use datamove but not read the server's files.
SET ROLE guest;
SELECT * FROM datamove.inspect(:'data' || '/cities.csv');
RESET ROLE;
