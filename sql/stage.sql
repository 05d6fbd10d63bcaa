-- How rows go into a table that the caller cannot COPY into: COPY would take the right to read
-- server files, or passes by row security. The gate copies each chunk into a temporary table, the
-- stage, and the caller, who may only read it, inserts the rows with his own rights.
--
-- COPY runs with the owner's rights, so nothing of the caller's may run under it. The chunk's path
-- comes from the engine, never from the caller. The stage belongs to the owner, nobody else has more
-- than SELECT on it, and its columns have types that only superusers could have made, or enums:
-- a domain's checks are left to the caller's INSERT.

CREATE OR REPLACE FUNCTION datamove.stage_name(move_id uuid) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT 'datamove_chunk_' || move_id
$$;
COMMENT ON FUNCTION datamove.stage_name(uuid) IS 'The name of a move''s stage; it is in pg_temp';

CREATE OR REPLACE FUNCTION datamove.stage_type(type jsonb) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  sql text;
BEGIN
  SELECT format_type(t.oid, (type ->> 'mod')::integer) INTO sql
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
  WHERE n.nspname = type ->> 'schema' AND t.typname = type ->> 'name' AND (
    t.typtype = 'e'
    OR t.typtype = 'b' AND n.nspname = 'pg_catalog' AND t.typname IN (
      'bool', 'int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'date', 'time', 'timestamp',
      'timestamptz', 'interval', 'bit', 'varbit', 'uuid', 'bytea', 'text', 'varchar', 'bpchar', 'json', 'jsonb')
    OR t.typtype = 'b' AND t.typname IN ('vector', 'halfvec') AND EXISTS (
      SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
      WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
        AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'vector'));
  IF sql IS NULL THEN
    RAISE EXCEPTION 'type %.% cannot be staged', type ->> 'schema', type ->> 'name' USING ERRCODE = '42809';
  END IF;
  RETURN sql;
END
$$;
COMMENT ON FUNCTION datamove.stage_type(jsonb) IS 'A type of the stage as SQL; only those that read a value without running anybody''s code';

CREATE OR REPLACE FUNCTION datamove.without_event_triggers(statement text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  own_role text := current_setting('session_replication_role');
  own_switch text := current_setting('event_triggers', true); -- from 17
BEGIN
  -- The code of an event trigger would run with the owner's rights, and what it names without a schema
  -- could be a temporary table of the caller's, with a trigger. (Only where there are any: to change
  -- session_replication_role has all plans made again.)
  IF NOT EXISTS (SELECT FROM pg_event_trigger t WHERE t.evtenabled <> 'D') THEN
    EXECUTE statement;
  ELSIF own_switch IS NOT NULL THEN
    PERFORM set_config('event_triggers', 'off', true);
    EXECUTE statement;
    PERFORM set_config('event_triggers', own_switch, true);
  ELSIF EXISTS (SELECT FROM pg_event_trigger t WHERE t.evtenabled IN ('A', 'R')) THEN
    RAISE EXCEPTION 'event triggers would run for a table of datamove''s own' USING ERRCODE = '42501';
  ELSE
    PERFORM set_config('session_replication_role', 'replica', true);
    EXECUTE statement;
    PERFORM set_config('session_replication_role', own_role, true);
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.without_event_triggers(text) IS 'Makes, grants or drops a stage, unseen by event triggers';

CREATE OR REPLACE FUNCTION datamove.create_stage(move_id uuid, command json) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
-- What the caller may have set: it would decide where and how the table is kept.
SET default_table_access_method = heap
SET temp_tablespaces = ''
AS $$
DECLARE
  stage text := format('pg_temp.%I', datamove.stage_name(move_id));
  grantee oid;
BEGIN
  PERFORM datamove.without_event_triggers(format('CREATE TEMPORARY TABLE %s (%s) ON COMMIT DROP', stage, (
    SELECT string_agg(format('c%s %s', c.number, datamove.stage_type(c.value)), ', ' ORDER BY c.number)
    FROM jsonb_array_elements((command -> 'types')::jsonb) WITH ORDINALITY AS c(value, number))));
  -- Default privileges may have given others more, and a trigger would run with the owner's rights.
  FOR grantee IN
    SELECT DISTINCT a.grantee FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = stage::regclass AND a.grantee <> c.relowner
  LOOP
    PERFORM datamove.without_event_triggers(format('REVOKE ALL ON TABLE %s FROM %s', stage,
      CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END));
  END LOOP;
  PERFORM datamove.without_event_triggers(format('GRANT SELECT ON TABLE %s TO %I', stage, pg_get_userbyid((command ->> 'caller')::oid)));
END
$$;
COMMENT ON FUNCTION datamove.create_stage(uuid, json) IS 'Makes a move''s stage, for its caller to read';

CREATE OR REPLACE FUNCTION datamove.fill_stage(move_id uuid, path text, format text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  stage text := format('pg_temp.%I', datamove.stage_name(move_id));
BEGIN
  -- The caller can drop all temporary tables, and make one of this name himself.
  IF NOT EXISTS (
    SELECT FROM pg_class c
    WHERE c.relnamespace = pg_my_temp_schema() AND c.relname = datamove.stage_name(move_id)
      AND c.relkind = 'r' AND c.relowner = to_regrole(quote_ident(current_user))
      AND NOT c.relhastriggers AND NOT c.relhasrules AND NOT c.relhassubclass)
  THEN
    RAISE EXCEPTION 'the move''s table for chunks is not there any more' USING ERRCODE = '55000';
  END IF;
  EXECUTE format('TRUNCATE TABLE %s', stage);
  EXECUTE format('COPY %s FROM %L (%s)', stage, path,
    CASE format WHEN 'binary' THEN 'FORMAT binary' ELSE 'FORMAT text, ENCODING ''UTF8''' END);
END
$$;
COMMENT ON FUNCTION datamove.fill_stage(uuid, text, text) IS 'Copies a chunk into a move''s stage, in the place of the one before';

CREATE OR REPLACE FUNCTION datamove.drop_stage(move_id uuid) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  stage text := format('pg_temp.%I', datamove.stage_name(move_id));
BEGIN
  IF to_regclass(stage) IS NOT NULL THEN
    PERFORM datamove.without_event_triggers('DROP TABLE ' || stage);
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.drop_stage(uuid) IS 'Drops a move''s stage';
