-- What users call. SECURITY INVOKER throughout, and no search_path is set: names are resolved as
-- SQL would resolve them for the caller. Errors are raised here, so that a client is shown one line of
-- context; a field that is absent must not be named at all: it cannot be NULL, and empty it is shown.
-- Each combination that PostgreSQL itself gives has its RAISE; only a trigger's own can be another.

CREATE OR REPLACE FUNCTION datamove.move(
  csv_path text,
  table_name text,
  move_type text DEFAULT NULL,
  dry_run boolean DEFAULT false,
  batch_size integer DEFAULT NULL,
  primary_key_columns text[] DEFAULT NULL,
  options jsonb DEFAULT '{}'
) RETURNS datamove.move_result
LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
  started pg_catalog.timestamptz := pg_catalog.clock_timestamp();
  command pg_catalog.json;
  result datamove.move_result;
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
  about_schema pg_catalog.text;
  about_table pg_catalog.text;
  about_column pg_catalog.text;
  about_constraint pg_catalog.text;
  about_type pg_catalog.text;
BEGIN
  command := datamove.converse('move', csv_path, options, pg_catalog.jsonb_build_object(
    'table_name', table_name, 'move_type', move_type, 'dry_run', coalesce(dry_run, false), 'batch_size', batch_size,
    'primary_key_columns', pg_catalog.to_jsonb(coalesce(primary_key_columns, '{}'))));
  IF pg_catalog.json_extract_path_text(command, 'do') OPERATOR(pg_catalog.=) 'failed' THEN
    state := pg_catalog.json_extract_path_text(command, 'failure', 'sqlstate');
    message := pg_catalog.json_extract_path_text(command, 'failure', 'message');
    detail := pg_catalog.json_extract_path_text(command, 'failure', 'detail');
    hint := pg_catalog.json_extract_path_text(command, 'failure', 'hint');
    about_schema := pg_catalog.json_extract_path_text(command, 'failure', 'schema');
    about_table := pg_catalog.json_extract_path_text(command, 'failure', 'table');
    about_column := pg_catalog.json_extract_path_text(command, 'failure', 'column');
    about_constraint := pg_catalog.json_extract_path_text(command, 'failure', 'constraint');
    about_type := pg_catalog.json_extract_path_text(command, 'failure', 'datatype');
    IF coalesce(about_schema, about_table, about_column, about_constraint, about_type) IS NULL THEN
      IF detail IS NULL AND hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message;
      ELSIF detail IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint;
      ELSIF hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail;
      ELSE
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint;
      END IF;
    ELSIF about_table IS NOT NULL AND about_constraint IS NOT NULL AND coalesce(about_column, about_type) IS NULL THEN
      IF detail IS NULL AND hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, CONSTRAINT = about_constraint;
      ELSIF detail IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, CONSTRAINT = about_constraint;
      ELSIF hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, CONSTRAINT = about_constraint;
      ELSE
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, CONSTRAINT = about_constraint;
      END IF;
    ELSIF about_table IS NOT NULL AND about_column IS NOT NULL AND coalesce(about_constraint, about_type) IS NULL THEN
      IF detail IS NULL AND hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, COLUMN = about_column;
      ELSIF detail IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, COLUMN = about_column;
      ELSIF hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, COLUMN = about_column;
      ELSE
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table, COLUMN = about_column;
      END IF;
    ELSIF about_table IS NOT NULL AND coalesce(about_column, about_constraint, about_type) IS NULL THEN
      IF detail IS NULL AND hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table;
      ELSIF detail IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table;
      ELSIF hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table;
      ELSE
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = about_table;
      END IF;
    ELSIF about_type IS NOT NULL AND coalesce(about_table, about_column, about_constraint) IS NULL THEN
      IF detail IS NULL AND hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message,
          SCHEMA = coalesce(about_schema, ''), DATATYPE = about_type;
      ELSIF detail IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), DATATYPE = about_type;
      ELSIF hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail,
          SCHEMA = coalesce(about_schema, ''), DATATYPE = about_type;
      ELSE
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), DATATYPE = about_type;
      END IF;
    ELSIF about_type IS NOT NULL AND about_constraint IS NOT NULL AND coalesce(about_table, about_column) IS NULL THEN
      IF detail IS NULL AND hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message,
          SCHEMA = coalesce(about_schema, ''), CONSTRAINT = about_constraint, DATATYPE = about_type;
      ELSIF detail IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), CONSTRAINT = about_constraint, DATATYPE = about_type;
      ELSIF hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail,
          SCHEMA = coalesce(about_schema, ''), CONSTRAINT = about_constraint, DATATYPE = about_type;
      ELSE
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), CONSTRAINT = about_constraint, DATATYPE = about_type;
      END IF;
    ELSE
      IF detail IS NULL AND hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message,
          SCHEMA = coalesce(about_schema, ''), TABLE = coalesce(about_table, ''), COLUMN = coalesce(about_column, ''),
          CONSTRAINT = coalesce(about_constraint, ''), DATATYPE = coalesce(about_type, '');
      ELSIF detail IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = coalesce(about_table, ''), COLUMN = coalesce(about_column, ''),
          CONSTRAINT = coalesce(about_constraint, ''), DATATYPE = coalesce(about_type, '');
      ELSIF hint IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail,
          SCHEMA = coalesce(about_schema, ''), TABLE = coalesce(about_table, ''), COLUMN = coalesce(about_column, ''),
          CONSTRAINT = coalesce(about_constraint, ''), DATATYPE = coalesce(about_type, '');
      ELSE
        RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint,
          SCHEMA = coalesce(about_schema, ''), TABLE = coalesce(about_table, ''), COLUMN = coalesce(about_column, ''),
          CONSTRAINT = coalesce(about_constraint, ''), DATATYPE = coalesce(about_type, '');
      END IF;
    END IF;
  END IF;
  result := pg_catalog.json_populate_record(NULL::datamove.move_result, pg_catalog.json_extract_path(command, 'result'));
  result.execution_time := pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) started;
  RETURN result;
END
$$;
COMMENT ON FUNCTION datamove.move(text, text, text, boolean, integer, text[], jsonb) IS 'Moves a CSV file into a table, or says with dry_run what would happen';

CREATE OR REPLACE FUNCTION datamove.validate(
  csv_path text,
  table_name text,
  move_type text DEFAULT NULL,
  primary_key_columns text[] DEFAULT NULL,
  options jsonb DEFAULT '{}'
) RETURNS SETOF datamove.finding
LANGUAGE plpgsql
AS $$
DECLARE
  command pg_catalog.json;
  report pg_catalog.json;
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
BEGIN
  command := datamove.converse('move', csv_path, options, pg_catalog.jsonb_build_object(
    'table_name', table_name, 'move_type', move_type, 'dry_run', true, 'batch_size', NULL,
    'primary_key_columns', pg_catalog.to_jsonb(coalesce(primary_key_columns, '{}'))));
  IF pg_catalog.json_extract_path_text(command, 'do') OPERATOR(pg_catalog.=) 'failed' THEN
    state := pg_catalog.json_extract_path_text(command, 'failure', 'sqlstate');
    message := pg_catalog.json_extract_path_text(command, 'failure', 'message');
    detail := pg_catalog.json_extract_path_text(command, 'failure', 'detail');
    hint := pg_catalog.json_extract_path_text(command, 'failure', 'hint');
    IF detail IS NULL AND hint IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message;
    ELSIF detail IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint;
    ELSIF hint IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail;
    ELSE
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint;
    END IF;
  END IF;
  report := pg_catalog.json_extract_path(command, 'result', 'report');
  RETURN QUERY
    SELECT f.* FROM pg_catalog.json_populate_recordset(
      NULL::datamove.finding, pg_catalog.json_extract_path(report, 'findings')) AS f;
  RETURN QUERY
    SELECT 'change'::pg_catalog.text, s.kind, NULL::pg_catalog.text, NULL::pg_catalog.int8, NULL::pg_catalog.int8,
      NULL::pg_catalog.text, 1::pg_catalog.int8, s.title, s.sql,
      NULL::pg_catalog.text
    FROM pg_catalog.json_to_recordset(pg_catalog.json_extract_path(report, 'plan'))
      AS s(kind pg_catalog.text, title pg_catalog.text, sql pg_catalog.text);
END
$$;
COMMENT ON FUNCTION datamove.validate(text, text, text, text[], jsonb) IS 'Every problem of a file and every step of its move, without changing anything';

CREATE OR REPLACE FUNCTION datamove.inspect(csv_path text, options jsonb DEFAULT '{}')
RETURNS SETOF datamove.column_profile
LANGUAGE plpgsql
AS $$
DECLARE
  command pg_catalog.json;
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
BEGIN
  command := datamove.converse('inspect', csv_path, options, '{}');
  IF pg_catalog.json_extract_path_text(command, 'do') OPERATOR(pg_catalog.=) 'failed' THEN
    state := pg_catalog.json_extract_path_text(command, 'failure', 'sqlstate');
    message := pg_catalog.json_extract_path_text(command, 'failure', 'message');
    detail := pg_catalog.json_extract_path_text(command, 'failure', 'detail');
    hint := pg_catalog.json_extract_path_text(command, 'failure', 'hint');
    IF detail IS NULL AND hint IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message;
    ELSIF detail IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, HINT = hint;
    ELSIF hint IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail;
    ELSE
      RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message, DETAIL = detail, HINT = hint;
    END IF;
  END IF;
  RETURN QUERY
    SELECT p.* FROM pg_catalog.json_populate_recordset(
      NULL::datamove.column_profile, pg_catalog.json_extract_path(command, 'result', 'columns')) AS p;
END
$$;
COMMENT ON FUNCTION datamove.inspect(text, jsonb) IS 'The columns of a CSV file with the types they would get';

CREATE OR REPLACE FUNCTION datamove.version() RETURNS text
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN datamove.engine_version();
END
$$;
COMMENT ON FUNCTION datamove.version() IS 'Version of datamove, its engine and Java';
