CREATE TABLE events (what text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO t.events VALUES (TG_WHEN || ' ' || TG_OP || ' ' || TG_LEVEL);
  RETURN NULL;
END $$;
CREATE TABLE notes (id integer);
CREATE TRIGGER after_insert AFTER INSERT ON notes FOR EACH STATEMENT EXECUTE FUNCTION note();
