CREATE TABLE items (id integer PRIMARY KEY, name text, old text);
CREATE TABLE keyed (id bigint PRIMARY KEY, name text, born date);
CREATE TABLE log (n serial, tag text, object text);
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON keyed TO guest;
CREATE FUNCTION record_it() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO t.log (tag, object)
  SELECT c.command_tag, regexp_replace(c.object_identity, 'pg_temp[^"]*"?[^"]*"?', 'a temporary table')
  FROM pg_event_trigger_ddl_commands() AS c;
END
$$;
CREATE EVENT TRIGGER record_it ON ddl_command_end
  WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'ALTER TABLE', 'CREATE INDEX') EXECUTE FUNCTION record_it();
