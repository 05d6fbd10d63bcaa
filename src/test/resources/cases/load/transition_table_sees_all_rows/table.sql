CREATE TABLE events (what text);
CREATE TABLE notes (id integer);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO t.events SELECT 'rows: ' || count(*) FROM fresh;
  RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT ON notes REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION tell();
