-- Engine "program": for each move a Java process of the server's operating system user, started
-- through COPY ... TO PROGRAM. It talks with the session through files in a private directory that
-- only that user can enter: the request, command-K and answer-K, each written whole. The command
-- line carries nothing but paths, the move's id and the backend's process id. The process ends when
-- the directory is removed and when the backend is gone.

\ir program_process.sql

CREATE OR REPLACE FUNCTION datamove.engine_open(move_id uuid, request jsonb, caller oid) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  directory text := datamove.program_directory(move_id::text);
  lacking text;
  before text;
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
    datamove.engine_request(move_id, request, caller), '{session,chunk_directory}', to_jsonb(directory))::text, datamove.program_encoding()), 'base64'), E'\n', ''), true);
  PERFORM datamove.program_start(directory);
END
$$;
COMMENT ON FUNCTION datamove.engine_open(uuid, jsonb, oid) IS 'Begins the conversation about a caller''s request';

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
  RETURN json_build_object('do', 'failed', 'failure', json_build_object(
    'sqlstate', '38000',
    'message', 'the engine''s process ended before its work was done',
    'detail', nullif(concat_ws(E'\n', said,
      CASE WHEN status > 128 THEN format('It was ended by signal %s.', status - 128) END), ''),
    'hint', 'An administrator checks the settings "java", "jar" and "java_options" in table datamove.setting.'));
END
$$;
COMMENT ON FUNCTION datamove.program_ended(text) IS 'The command that stands for a process that is gone, with what its directory says of it, if that is still there';

CREATE OR REPLACE FUNCTION datamove.engine_turn(move_id uuid, answer text) RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  directory text := datamove.program_directory(move_id::text);
  number integer;
  path text;
BEGIN
  IF NOT datamove.program_exists(directory) THEN
    RETURN datamove.program_ended(directory);
  END IF;
  SELECT 1 + count(*) INTO number FROM pg_ls_dir(directory) AS f(name) WHERE starts_with(f.name, 'answer-');
  IF answer IS NOT NULL AND NOT datamove.program_exists(directory || '/command-' || number) THEN
    RETURN '{"do":"pending"}'; -- it has asked nothing
  ELSIF answer IS NOT NULL THEN
    PERFORM datamove.program_write(directory, 'answer-' || number, answer);
    number := number + 1;
  END IF;
  path := directory || '/command-' || number;
  FOR i IN 1 .. 50 LOOP
    IF datamove.program_exists(path) THEN
      RETURN datamove.program_read(path)::json;
    END IF;
    IF datamove.program_exists(directory || '/exit') AND NOT datamove.program_exists(path) THEN
      RETURN datamove.program_ended(directory);
    END IF;
    PERFORM pg_sleep(0.002);
  END LOOP;
  RETURN '{"do":"pending"}';
END
$$;
COMMENT ON FUNCTION datamove.engine_turn(uuid, text) IS 'Tells the engine an answer, or NULL after pending; gives its next command';

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

CREATE OR REPLACE FUNCTION datamove.program_version() RETURNS json
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  move_id uuid := gen_random_uuid();
  before text := set_config('datamove.content', encode(convert_to('version', 'UTF8'), 'base64'), true);
  command json := '{"do":"pending"}';
BEGIN
  PERFORM datamove.program_start(datamove.program_directory(move_id::text));
  WHILE command ->> 'do' = 'pending' LOOP
    command := datamove.engine_turn(move_id, NULL);
  END LOOP;
  IF command ->> 'do' = 'failed' THEN
    PERFORM datamove.raise_failure((command -> 'failure')::jsonb);
  END IF;
  PERFORM datamove.engine_close(move_id);
  RETURN command -> 'result';
EXCEPTION WHEN query_canceled OR OTHERS THEN
  PERFORM datamove.engine_close(move_id);
  RAISE;
END
$$;
COMMENT ON FUNCTION datamove.program_version() IS 'Starts a process to ask it for the versions of datamove and of its Java';

CREATE OR REPLACE FUNCTION datamove.engine_version() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  about json := datamove.program_version();
BEGIN
  RETURN format('datamove %s Java %s, engine program', about ->> 'version', about ->> 'java');
END
$$;
COMMENT ON FUNCTION datamove.engine_version() IS 'Version of datamove and of what runs the engine';
