CREATE TABLE stock (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text DEFAULT 'none', secret text DEFAULT 'hidden');
INSERT INTO stock (name) VALUES ('one'), ('two');
GRANT USAGE ON SCHEMA t TO loader;
GRANT INSERT (id, name), SELECT (id, name), UPDATE ON stock TO loader;
