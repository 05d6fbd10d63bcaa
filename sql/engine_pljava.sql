-- Engine "pljava": the engine runs inside the backend. All long work is on a Java worker thread; a
-- call of Java lasts about 100 ms at most, so that cancel and timeouts act between the calls.

CREATE OR REPLACE FUNCTION datamove.engine_open(move_id uuid, request jsonb) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  checked text := request::text;
  handle text := datamove.java_open(move_id::text, checked);
BEGIN
  IF handle IS NULL THEN
    PERFORM datamove.java_preload((
      SELECT string_agg(e.entryname, ',')
      FROM sqlj.jar_entry e JOIN sqlj.jar_repository r ON r.jarid = e.jarid
      WHERE r.jarname = 'datamove'));
    handle := datamove.java_open(move_id::text, checked);
  END IF;
  RETURN handle;
END
$$;
COMMENT ON FUNCTION datamove.engine_open(uuid, jsonb) IS 'Starts work on a request; gives a handle';

CREATE OR REPLACE FUNCTION datamove.engine_next(handle text, answer text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN datamove.java_next(handle, answer)::json;
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
  PERFORM datamove.java_close(move_id::text);
END
$$;
COMMENT ON FUNCTION datamove.engine_close(uuid) IS 'Ends the work of a move and removes its files';

CREATE OR REPLACE FUNCTION datamove.engine_version() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN 'datamove ' || datamove.java_version() || ', engine pljava';
END
$$;
COMMENT ON FUNCTION datamove.engine_version() IS 'Version of datamove and of what runs the engine';
