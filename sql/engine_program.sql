-- Engine "program": for each move a Java process of the server's operating system user, started
-- through COPY ... TO PROGRAM. It talks with the session through files in a private directory that
-- only that user can enter: request-K, event-K-N and answer-K-N, each written whole, and progress. The command line
-- carries nothing but paths, the move's id and the backend's process id. The process ends when the
-- directory is removed and when the backend is gone.

\ir program_process.sql

CREATE OR REPLACE FUNCTION datamove.engine_open(move_id uuid, request jsonb, caller oid) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  directory text := datamove.program_directory(move_id::text);
  lacking text;
  before text;
  number integer := 1;
BEGIN
  SELECT r INTO lacking FROM unnest(ARRAY[datamove.session_role(), pg_get_userbyid(caller)]) AS r
  WHERE NOT pg_has_role(r, 'pg_execute_server_program', 'USAGE') LIMIT 1;
  IF lacking IS NOT NULL THEN
    RAISE EXCEPTION 'permission denied to use engine "program"'
      USING ERRCODE = '42501',
        DETAIL = format('Role "%s" does not have the privileges of role "pg_execute_server_program".', lacking),
        HINT = 'Only superusers and roles with the privileges of "pg_execute_server_program" may use it; engine "pljava" has no such limit.';
  END IF;
  -- What the gate adds may be credentials: see s3_settings. So it is in no variable here either.
  -- Chunks lie in the move's directory, so that they go with it whatever becomes of the process.
  before := set_config('datamove.content', translate(encode(convert_to(jsonb_set(
    datamove.engine_request(request, caller), '{session,chunk_directory}', to_jsonb(directory))::text, datamove.program_encoding()), 'base64'), E'\n', ''), true);
  IF datamove.program_exists(directory) THEN
    SELECT 1 + count(*) INTO number FROM pg_ls_dir(directory) AS f(name) WHERE f.name LIKE 'request-%';
    PERFORM datamove.program_send(format('%L', directory || '/request-' || number));
  ELSE
    PERFORM datamove.program_start(directory);
  END IF;
  RETURN move_id || '/' || number;
END
$$;
COMMENT ON FUNCTION datamove.engine_open(uuid, jsonb, oid) IS 'Starts work on a caller''s request; gives a handle';

CREATE OR REPLACE FUNCTION datamove.program_ended(directory text) RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  said text;
  status integer;
BEGIN
  PERFORM pg_sleep(0.01); -- the status may just be being written
  IF datamove.program_exists(directory || '/full') THEN
    RETURN datamove.program_full(directory);
  END IF;
  IF datamove.program_exists(directory || '/out') THEN
    said := left(nullif(btrim(datamove.program_read(directory || '/out'), E' \n'), ''), 1000);
    status := nullif(btrim(datamove.program_read(directory || '/exit'), E' \n'), '')::integer;
  END IF;
  RETURN json_build_object('state', 'failed', 'failure', json_build_object(
    'sqlstate', '38000',
    'message', 'the engine''s process ended before its work was done',
    'detail', nullif(concat_ws(E'\n', said,
      CASE WHEN status > 128 THEN format('It was ended by signal %s.', status - 128) END), ''),
    'hint', 'An administrator checks the settings "java", "jar" and "java_options" in table datamove.setting.'));
END
$$;
COMMENT ON FUNCTION datamove.program_ended(text) IS 'The event that stands for a process that is gone, with what its directory says of it, if that is still there';

CREATE OR REPLACE FUNCTION datamove.engine_next(handle text, answer text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  directory text := datamove.program_directory(split_part(handle, '/', 1)::uuid::text);
  number integer := split_part(handle, '/', 2)::integer;
  prefix text := 'answer-' || number || '-';
  event integer;
  path text;
  content text;
BEGIN
  IF NOT datamove.program_exists(directory) THEN
    RETURN datamove.program_ended(directory);
  END IF;
  SELECT 1 + count(*) INTO event FROM pg_ls_dir(directory) AS f(name) WHERE starts_with(f.name, prefix);
  IF answer IS NOT NULL THEN
    PERFORM datamove.program_write(directory, prefix || event, answer);
    event := event + 1;
  END IF;
  path := format('%s/event-%s-%s', directory, number, event);
  FOR i IN 1 .. 50 LOOP
    IF datamove.program_exists(path) THEN
      content := datamove.program_read(path);
      IF starts_with(content, '{"state":"reject"') THEN
        PERFORM datamove.store_rejected(split_part(handle, '/', 1)::uuid, content::json);
        PERFORM datamove.program_write(directory, prefix || event, '{"stored":true}');
        RETURN '{"state":"pending"}';
      END IF;
      RETURN content::json;
    END IF;
    IF datamove.program_exists(directory || '/exit') AND NOT datamove.program_exists(path) THEN
      RETURN datamove.program_ended(directory);
    END IF;
    PERFORM pg_sleep(0.002);
  END LOOP;
  path := directory || '/progress';
  RETURN CASE WHEN datamove.program_exists(path) THEN datamove.program_read(path)::json ELSE '{"state":"pending"}' END;
END
$$;
COMMENT ON FUNCTION datamove.engine_next(text, text) IS 'The next event of some work: pending, judge, chunk, done or failed';

CREATE OR REPLACE FUNCTION datamove.engine_locate(move_id uuid, row_in_chunk integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  directory text := datamove.program_directory(move_id::text);
BEGIN
  IF NOT datamove.program_exists(directory) THEN
    RETURN NULL;
  END IF;
  PERFORM datamove.program_write(directory, 'locate', row_in_chunk::text);
  FOR i IN 1 .. 500 LOOP
    IF datamove.program_exists(directory || '/place') THEN
      RETURN nullif(datamove.program_read(directory || '/place')::jsonb, 'null');
    END IF;
    PERFORM pg_sleep(0.002);
  END LOOP;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION datamove.engine_locate(uuid, integer) IS 'Row and line in the file of a row of the chunk that is being loaded, or NULL';

CREATE OR REPLACE FUNCTION datamove.engine_close(move_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  directory text := datamove.program_directory(move_id::text);
BEGIN
  IF datamove.program_exists(directory) THEN
    -- Moved away first: from now on the process cannot write into it, and sees that it is gone.
    PERFORM datamove.program_run(format('mv %1$s %1$s-closed && rm -rf %1$s-closed; true', datamove.shell_word(directory)));
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.engine_close(uuid) IS 'Ends the work of a move and removes its files';

CREATE OR REPLACE FUNCTION datamove.engine_version() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  move_id uuid := gen_random_uuid();
  before text := set_config('datamove.content', encode(convert_to('version', 'UTF8'), 'base64'), true);
  event json := '{"state":"pending"}';
BEGIN
  PERFORM datamove.program_start(datamove.program_directory(move_id::text));
  WHILE event ->> 'state' = 'pending' LOOP
    event := datamove.engine_next(move_id || '/1', NULL);
  END LOOP;
  IF event ->> 'state' = 'failed' THEN
    PERFORM datamove.raise_failure((event -> 'failure')::jsonb);
  END IF;
  PERFORM datamove.engine_close(move_id);
  RETURN 'datamove ' || (event #>> '{result,version}') || ', engine program';
EXCEPTION WHEN query_canceled OR OTHERS THEN
  PERFORM datamove.engine_close(move_id);
  RAISE;
END
$$;
COMMENT ON FUNCTION datamove.engine_version() IS 'Version of datamove and of what runs the engine';
