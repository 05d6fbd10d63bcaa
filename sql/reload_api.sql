-- What users call to move rejected rows again; see api.sql.

CREATE OR REPLACE FUNCTION datamove.reload_rejected(move_id uuid, options jsonb DEFAULT '{}') RETURNS datamove.move_result
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
  PERFORM datamove.not_null('move_id', move_id::pg_catalog.text);
  command := datamove.converse('reload', pg_catalog.concat('rejected rows of move ', move_id), options,
    pg_catalog.jsonb_build_object('rejected_by', move_id));
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
COMMENT ON FUNCTION datamove.reload_rejected(uuid, jsonb) IS 'Moves the rejected rows of a move of the caller''s again; those that go in are rejected no more';
