CREATE TABLE item (id integer PRIMARY KEY, code text UNIQUE);
INSERT INTO item VALUES (1, 'one'), (2, 'two');
CREATE TABLE parts (id integer PRIMARY KEY, code text) PARTITION BY RANGE (id);
CREATE TABLE low PARTITION OF parts FOR VALUES FROM (0) TO (3);
CREATE TABLE high PARTITION OF parts (code NOT NULL) FOR VALUES FROM (3) TO (100);
CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.code := lower(NEW.code);
    RETURN CASE WHEN NEW.code = 'hidden' THEN NULL ELSE NEW END;
  END $$;
CREATE TABLE watched (id integer PRIMARY KEY, code text UNIQUE);
CREATE TRIGGER change BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION change();
CREATE TABLE blind (id integer PRIMARY KEY, code text);
INSERT INTO blind VALUES (4, 'four');
CREATE TABLE stock (id integer PRIMARY KEY, code text, owner text DEFAULT current_user);
INSERT INTO stock VALUES (3, 'three', 'another'), (4, 'four', 'loader');
ALTER TABLE stock ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON stock USING (owner = current_user);
GRANT USAGE ON SCHEMA t TO loader;
GRANT INSERT ON blind TO loader;
GRANT SELECT, INSERT ON stock TO loader;
