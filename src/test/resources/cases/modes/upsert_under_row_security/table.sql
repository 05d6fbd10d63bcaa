CREATE TABLE stock (id integer PRIMARY KEY, owner text DEFAULT current_user, name text);
INSERT INTO stock VALUES (1, 'loader', 'one'), (2, 'loader', 'two'), (9, 'another', 'nine');
ALTER TABLE stock ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON stock USING (owner = current_user);
GRANT USAGE ON SCHEMA t TO loader;
GRANT ALL ON stock TO loader;
