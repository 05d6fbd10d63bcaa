-- Engine "pljava": the engine runs inside the backend. All long work is on a Java worker thread; a
-- call of Java lasts about 100 ms at most, so that cancel and timeouts act between the calls.

CREATE OR REPLACE FUNCTION datamove.engine_open(move_id uuid, request jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN datamove.java_open(move_id::text, datamove.engine_request(request)::text);
END
$$;
COMMENT ON FUNCTION datamove.engine_open(uuid, jsonb) IS 'Checks the source and starts work on a request; gives a handle';

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

-- No search_path is set from here on: input functions, defaults and triggers of the caller's tables
-- run under the caller's own, as they would under COPY. Hence every name is qualified.

CREATE OR REPLACE FUNCTION datamove.engine_plan(move_id uuid, request jsonb) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  handle text := datamove.engine_open(move_id, request);
  event json;
  state text;
  answer text;
BEGIN
  LOOP
    event := datamove.engine_next(handle, answer);
    state := pg_catalog.json_extract_path_text(event, 'state');
    answer := NULL;
    IF state OPERATOR(pg_catalog.=) 'judge' THEN
      answer := datamove.judge(request, pg_catalog.json_extract_path(event, 'values'));
    ELSIF state OPERATOR(pg_catalog.<>) 'pending' THEN
      PERFORM datamove.engine_close(move_id);
      RETURN event;
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION datamove.engine_plan(uuid, jsonb) IS 'Has the engine look at a file or plan a move; gives its last event, done or failed';

CREATE OR REPLACE FUNCTION datamove.engine_load(move_id uuid, request jsonb, step jsonb) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  handle text := datamove.engine_open(move_id, pg_catalog.jsonb_set(request, '{step}', step));
  is_copy boolean := pg_catalog.jsonb_extract_path_text(step, 'method') OPERATOR(pg_catalog.=) 'copy';
  event json;
  state text;
  answer text;
  chunk_rows bigint;
  rows_loaded bigint := 0;
BEGIN
  LOOP
    event := datamove.engine_next(handle, answer);
    state := pg_catalog.json_extract_path_text(event, 'state');
    answer := NULL;
    IF state OPERATOR(pg_catalog.=) 'chunk' THEN
      IF is_copy THEN
        EXECUTE pg_catalog.format('COPY %s FROM %L (FORMAT text, ENCODING ''UTF8'')',
          pg_catalog.jsonb_extract_path_text(step, 'into'),
          pg_catalog.json_extract_path_text(event, 'path'));
      ELSE
        EXECUTE pg_catalog.jsonb_extract_path_text(step, 'sql')
          USING pg_catalog.json_extract_path(event, 'batch');
      END IF;
      GET DIAGNOSTICS chunk_rows = ROW_COUNT;
      rows_loaded := rows_loaded OPERATOR(pg_catalog.+) chunk_rows;
      answer := '{"loaded":true}';
    ELSIF state OPERATOR(pg_catalog.=) 'judge' THEN
      answer := datamove.judge(request, pg_catalog.json_extract_path(event, 'values'));
    ELSIF state OPERATOR(pg_catalog.<>) 'pending' THEN
      PERFORM datamove.engine_close(move_id);
      RETURN pg_catalog.jsonb_set(event::jsonb, '{rows_loaded}', pg_catalog.to_jsonb(rows_loaded));
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION datamove.engine_load(uuid, jsonb, jsonb) IS 'Carries out a plan''s load step; gives the engine''s last event, done or failed, with the number of rows loaded';
