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

CREATE OR REPLACE FUNCTION datamove.engine_open(move_id uuid, request jsonb, caller oid) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  opened text;
BEGIN
  FOR attempt IN 1 .. 2 LOOP
    PERFORM datamove.need_java();
    -- What the gate adds may be credentials: see s3_settings. So it is in no variable here either.
    -- In SQL_ASCII the texts of PL/Java are no characters: a request is marked, so that the engine knows.
    opened := datamove.java_open(move_id::text,
      CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE '' END || datamove.engine_request(move_id, request, caller)::text);
    EXIT WHEN opened = move_id::text;
    PERFORM datamove.load_nested();
  END LOOP;
END
$$;
COMMENT ON FUNCTION datamove.engine_open(uuid, jsonb, oid) IS 'Begins the conversation about a caller''s request';

CREATE OR REPLACE FUNCTION datamove.engine_turn(move_id uuid, answer text) RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- A caller may come here first, with a move that he has made up.
  PERFORM datamove.start_java();
  -- Where the engine cannot be loaded there is no conversation either.
  RETURN coalesce(datamove.java_next(move_id::text, answer)::json, datamove.failed_command(
    'XX000', 'the engine''s work is not under way any more', '', '', '', '', '', '', ''));
END
$$;
COMMENT ON FUNCTION datamove.engine_turn(uuid, text) IS 'Tells the engine an answer, or NULL after pending; gives its next command';

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
