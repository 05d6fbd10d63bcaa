-- Engine "pljava": the engine runs inside the backend. All long work is on a Java worker thread; a
-- call of Java lasts about 100 ms at most, so that cancel and timeouts act between the calls.

CREATE OR REPLACE FUNCTION datamove.need_java() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  problem text;
BEGIN
  PERFORM datamove.start_java();
  problem := datamove.java_problem();
  IF problem = 'policy' THEN
    RAISE EXCEPTION 'the server''s Java security policy refuses what the engine needs'
      USING ERRCODE = '42501', HINT = 'An administrator adds datamove.policy to pljava.policy_urls.';
  ELSIF problem = 'memory' THEN
    RAISE EXCEPTION 'out of memory in the engine''s Java heap'
      USING ERRCODE = '53200', HINT = 'An administrator sets the heap with -Xmx in pljava.vmoptions.';
  ELSIF problem IS NOT NULL THEN
    RAISE EXCEPTION 'the jar of datamove is damaged'
      USING ERRCODE = 'XX000', HINT = 'An administrator installs datamove again.';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.need_java() IS 'Starts the session''s JVM with the engine, or says why that cannot be';

CREATE OR REPLACE FUNCTION datamove.engine_open(move_id uuid, request jsonb, caller oid) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  handle text;
BEGIN
  FOR attempt IN 1 .. 2 LOOP
    PERFORM datamove.need_java();
    -- What the gate adds may be credentials: see s3_settings. So it is in no variable here either.
    -- In SQL_ASCII the texts of PL/Java are no characters: a request is marked, so that the engine knows.
    handle := datamove.java_open(move_id::text,
      CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE '' END || datamove.engine_request(request, caller)::text);
    EXIT WHEN handle NOT LIKE '%.jar';
    PERFORM datamove.load_nested();
  END LOOP;
  RETURN handle;
END
$$;
COMMENT ON FUNCTION datamove.engine_open(uuid, jsonb, oid) IS 'Starts work on a caller''s request; gives a handle';

CREATE OR REPLACE FUNCTION datamove.engine_next(handle text, answer text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- Where no engine was ever loaded there is no work either.
  event text := coalesce(datamove.java_next(handle, answer), json_build_object('state', 'failed', 'failure', json_build_object(
    'sqlstate', 'XX000', 'message', 'the engine''s work is not under way any more'))::text);
BEGIN
  IF starts_with(event, '{"state":"reject"') THEN
    PERFORM datamove.store_rejected(split_part(handle, '/', 1)::uuid, event::json);
    RETURN '{"state":"pending"}';
  END IF;
  RETURN event::json;
END
$$;
COMMENT ON FUNCTION datamove.engine_next(text, text) IS 'The next event of some work: pending, judge, chunk, done or failed';

CREATE OR REPLACE FUNCTION datamove.engine_locate(move_id uuid, row_in_chunk integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN datamove.java_locate(move_id::text, row_in_chunk)::jsonb;
END
$$;
COMMENT ON FUNCTION datamove.engine_locate(uuid, integer) IS 'Row and line in the file of a row of the chunk that is being loaded, or NULL';

CREATE OR REPLACE FUNCTION datamove.engine_close(move_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM datamove.start_java(); -- a move can fail before it reaches Java
  PERFORM datamove.java_close(move_id::text);
END
$$;
COMMENT ON FUNCTION datamove.engine_close(uuid) IS 'Ends the work of a move and removes its files';

CREATE OR REPLACE FUNCTION datamove.engine_version() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM datamove.need_java();
  RETURN 'datamove ' || datamove.java_version() || ', engine pljava';
END
$$;
COMMENT ON FUNCTION datamove.engine_version() IS 'Version of datamove and of what runs the engine';
