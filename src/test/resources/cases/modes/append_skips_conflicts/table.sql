CREATE TABLE kind (name text PRIMARY KEY);
INSERT INTO kind VALUES ('a'), ('b');
CREATE TABLE item (id integer PRIMARY KEY, code text, kind text REFERENCES kind, span int4range,
  CHECK (code <> 'bad'), EXCLUDE USING gist (span WITH &&));
CREATE UNIQUE INDEX ON item (lower(code)) WHERE id < 100;
INSERT INTO item VALUES (1, 'one', 'a', '[1,2)'), (2, 'Two', 'b', '[10,20)');
CREATE TABLE later (id integer PRIMARY KEY DEFERRABLE);
CREATE TABLE hidden (id integer PRIMARY KEY);
CREATE FUNCTION hide() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN CASE WHEN NEW.id = 3 THEN NULL ELSE NEW END; END';
CREATE TRIGGER hide BEFORE INSERT ON hidden FOR EACH ROW EXECUTE FUNCTION hide();
