CREATE TABLE items (id integer PRIMARY KEY, name text, old text);
INSERT INTO items VALUES (7, 'kept', 'kept');
CREATE TABLE keyed (id bigint PRIMARY KEY, name text, born date);
INSERT INTO keyed VALUES (7, 'kept', '2020-01-01');
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON keyed TO guest;
CREATE FUNCTION refuse_it() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is for the administrators', tg_tag USING DETAIL = 'It is Friday.', HINT = 'Ask them.';
END
$$;
CREATE EVENT TRIGGER refuse_it ON ddl_command_end
  WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'ALTER TABLE', 'CREATE INDEX') EXECUTE FUNCTION refuse_it();
