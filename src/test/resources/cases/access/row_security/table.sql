CREATE TABLE people (id integer, name text);
INSERT INTO people VALUES (0, 'visible'), (100, 'hidden');
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON people TO loader;
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY low ON people USING (id < 10) WITH CHECK (id <= 3);
