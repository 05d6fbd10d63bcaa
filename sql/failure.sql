-- Errors as data: what the engine fails with, and what is raised on the way to it or from it.

CREATE OR REPLACE FUNCTION datamove.raise_failure(failure jsonb) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  state text := failure ->> 'sqlstate';
  message text := failure ->> 'message';
  detail text := failure ->> 'detail';
  hint text := failure ->> 'hint';
BEGIN
  -- A field that is absent must not be named at all: it cannot be NULL, and empty it is shown.
  IF detail IS NULL AND hint IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message;
  ELSIF detail IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint;
  ELSIF hint IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail;
  END IF;
  RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint;
END
$$;
COMMENT ON FUNCTION datamove.raise_failure(jsonb) IS 'Raises an engine''s failure as a PostgreSQL error';

CREATE OR REPLACE FUNCTION datamove.failed_command(
  state text, message text, detail text, hint text, schema_name text, table_name text, column_name text,
  constraint_name text, type_name text) RETURNS json
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- An error of a row quotes the row: its line ends are no line ends of the message's.
  own_lines boolean := state !~ '^2[23]';
BEGIN
  -- PL/Java's own words, where an argument or a result of a call of Java finds no room.
  IF state = 'XX000' AND message ~ '^java[.]lang[.](OutOfMemory|StackOverflow)Error' THEN
    RETURN datamove.failed_command('53200', 'out of memory in the engine''s Java heap', '',
      'An administrator sets the heap with -Xmx; 256 MB is enough for files of any size'
      ' whose records are not longer than a few megabytes.', '', '', '', '', '');
  END IF;
  RETURN json_build_object('do', 'failed', 'failure', json_build_object(
    'sqlstate', state,
    'message', datamove.shown_text(message, own_lines),
    'detail', nullif(datamove.shown_text(detail, own_lines), ''),
    'hint', nullif(datamove.shown_text(hint, own_lines), ''),
    'schema', nullif(schema_name, ''), 'table', nullif(table_name, ''), 'column', nullif(column_name, ''),
    'constraint', nullif(constraint_name, ''), 'datatype', nullif(type_name, '')));
END
$$;
COMMENT ON FUNCTION datamove.failed_command(text, text, text, text, text, text, text, text, text) IS 'The command "failed" for an error that was raised, with texts that a terminal may show';
