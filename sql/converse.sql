-- The conversation with the engine: it says what to do, one command at a time, and is told what came
-- of it. Nothing is decided here. Java drives a move (package execute); its commands are:
--
--   run             statements in their order; begin: in a block of their own; end: keep or undo the
--                   innermost block then. Answered with the rows of each, or a query's value
--   notice          something to tell
--   create_stage, fill_stage, drop_stage, keep_rejected, open_rejected, fetch_rejected, remove_reloaded,
--   release_rejected    done by engine_next, never by the caller
--   pending         nothing to do for now
--   done, failed    the end; inside a block the block is undone, and the end asked for again
--
-- An error within a block undoes it and is the answer. One outside of all blocks and an internal error
-- are the end, and the engine is told them for it to say where they come from; nothing is carried out
-- any more. An operator's intervention is the end at once.
--
-- No search_path is set here: input functions, defaults and triggers of the caller's tables
-- run under the caller's own, as they would under COPY. Hence every name is qualified,
-- that of a type too.

CREATE OR REPLACE FUNCTION datamove.engine_next(move_id uuid, answer text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  command json := datamove.engine_turn(move_id, answer);
  reply json;
BEGIN
  -- What a caller must not be able to forge is done where the command is fetched.
  LOOP
    reply := NULL;
    CASE command ->> 'do'
      WHEN 'keep_rejected' THEN
        PERFORM datamove.store_rejected(move_id, command);
      WHEN 'open_rejected' THEN
        reply := datamove.open_rejected(command);
      WHEN 'fetch_rejected' THEN
        reply := datamove.fetch_rejected(command);
      WHEN 'release_rejected' THEN
        PERFORM datamove.release_rejected(command);
      WHEN 'remove_reloaded' THEN
        PERFORM datamove.remove_reloaded(move_id, command);
      WHEN 'create_stage' THEN
        PERFORM datamove.create_stage(move_id, command);
      WHEN 'fill_stage' THEN
        PERFORM datamove.fill_stage(move_id, command ->> 'path', command ->> 'format');
      WHEN 'drop_stage' THEN
        PERFORM datamove.drop_stage(move_id);
      ELSE
        RETURN command;
    END CASE;
    command := datamove.engine_turn(move_id, json_build_object('found', reply)::text);
  END LOOP;
END
$$;
COMMENT ON FUNCTION datamove.engine_next(uuid, text) IS 'Tells the engine an answer, or NULL after pending; gives its next command';

CREATE OR REPLACE FUNCTION datamove.tell(command json) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  is_warning boolean := command ->> 'level' = 'warning';
  message text := command ->> 'message';
  detail text := command ->> 'detail';
BEGIN
  IF is_warning AND detail IS NULL THEN
    RAISE WARNING USING MESSAGE = message;
  ELSIF is_warning THEN
    RAISE WARNING USING MESSAGE = message, DETAIL = detail;
  ELSIF detail IS NULL THEN
    RAISE NOTICE USING MESSAGE = message;
  ELSE
    RAISE NOTICE USING MESSAGE = message, DETAIL = detail;
  END IF;
  IF command ->> 'activity' IS NOT NULL THEN
    PERFORM set_config('application_name', command ->> 'activity', true);
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.tell(json) IS 'Tells the caller something, and what he is doing to others by way of application_name';

CREATE OR REPLACE FUNCTION datamove.run_command(command json) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
  kind pg_catalog.text := pg_catalog.json_extract_path_text(command, 'do');
  statements pg_catalog.json[];
  sql pg_catalog.text;
  argument pg_catalog.json;
  rows_of_batch pg_catalog.json;
  value pg_catalog.json;
  number bigint;
  answers pg_catalog.json[] := '{}';
BEGIN
  IF kind OPERATOR(pg_catalog.=) 'pending' THEN
    RETURN NULL;
  ELSIF kind OPERATOR(pg_catalog.=) 'notice' THEN
    PERFORM datamove.tell(command);
    RETURN '{}';
  END IF;
  statements := ARRAY(SELECT pg_catalog.json_array_elements(pg_catalog.json_extract_path(command, 'statements')));
  FOR i IN 1 .. pg_catalog.cardinality(statements) LOOP
    sql := pg_catalog.json_extract_path_text(statements[i], 'sql');
    argument := pg_catalog.json_extract_path(statements[i], 'argument');
    rows_of_batch := pg_catalog.json_extract_path(statements[i], 'rows');
    IF argument IS NOT NULL THEN
      EXECUTE sql INTO value USING argument;
    ELSE
      IF rows_of_batch IS NULL THEN
        EXECUTE sql;
      ELSE
        EXECUTE sql USING rows_of_batch;
      END IF;
      GET DIAGNOSTICS number = ROW_COUNT;
      value := pg_catalog.to_json(number);
    END IF;
    answers := pg_catalog.array_append(answers, value);
  END LOOP;
  RETURN pg_catalog.json_build_object('values', answers)::pg_catalog.text;
END
$$;
COMMENT ON FUNCTION datamove.run_command(json) IS 'Carries out a command, but for its block; gives the answer, NULL for pending';

CREATE OR REPLACE FUNCTION datamove.run_block(move_id uuid, first_command json) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
  command pg_catalog.json := first_command;
  ending pg_catalog.text;
  answer pg_catalog.text;
  is_undone boolean := false;
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
  context pg_catalog.text;
  about_column pg_catalog.text;
  about_constraint pg_catalog.text;
  about_type pg_catalog.text;
  about_table pg_catalog.text;
  about_schema pg_catalog.text;
  host_context pg_catalog.text;
BEGIN
  -- The engine has COPY freeze rows in a block that the loop began, and tries it in one within that:
  -- there alone no statement is under way but COPY itself. (A function that enters itself a second
  -- time is evaluated as a statement, which would hold a snapshot; so loop and block are two.)
  answer := datamove.run_command(command);
  ending := pg_catalog.json_extract_path_text(command, 'end');
  WHILE ending OPERATOR(pg_catalog.=) 'open' LOOP
    command := datamove.engine_next(move_id, answer);
    IF pg_catalog.json_extract_path_text(command, 'begin') OPERATOR(pg_catalog.=) 'true' THEN
      answer := datamove.run_block(move_id, command);
    ELSIF pg_catalog.json_extract_path_text(command, 'do') OPERATOR(pg_catalog.=) ANY (ARRAY['done', 'failed']) THEN
      ending := 'undo';
    ELSE
      answer := datamove.run_command(command);
      ending := coalesce(pg_catalog.json_extract_path_text(command, 'end'), 'open');
    END IF;
  END LOOP;
  IF ending OPERATOR(pg_catalog.=) 'undo' THEN
    is_undone := true;
    RAISE EXCEPTION USING ERRCODE = 'UD0OK', MESSAGE = 'undone';
  END IF;
  RETURN answer;
EXCEPTION WHEN assert_failure OR OTHERS THEN
  IF is_undone THEN
    RETURN answer;
  END IF;
  GET STACKED DIAGNOSTICS
    state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
    hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT, about_column = COLUMN_NAME,
    about_constraint = CONSTRAINT_NAME, about_type = PG_DATATYPE_NAME,
    about_table = TABLE_NAME, about_schema = SCHEMA_NAME;
  -- An operator's intervention and an internal error end the conversation.
  IF pg_catalog.left(state, 2) OPERATOR(pg_catalog.=) ANY (ARRAY['57', 'XX']) THEN
    RAISE;
  END IF;
  GET DIAGNOSTICS host_context = PG_CONTEXT;
  RETURN pg_catalog.json_build_object('refused', pg_catalog.json_build_object(
    'sqlstate', state, 'message', message, 'detail', detail, 'hint', hint,
    'context', context, 'host_context', host_context, 'column', about_column, 'constraint', about_constraint,
    'datatype', about_type, 'table', about_table, 'schema', about_schema))::pg_catalog.text;
END
$$;
COMMENT ON FUNCTION datamove.run_block(uuid, json) IS 'Begins a block and carries out commands until it ends; an error undoes the block and is the answer';

CREATE OR REPLACE FUNCTION datamove.converse(task text, csv_path text, options jsonb, more jsonb) RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
  move_id pg_catalog.uuid := pg_catalog.gen_random_uuid();
  begun boolean := false;
  is_open boolean := false;
  command pg_catalog.json;
  told pg_catalog.json;
  answer pg_catalog.text;
  own_name pg_catalog.text := pg_catalog.current_setting('application_name');
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
  about_column pg_catalog.text;
  about_constraint pg_catalog.text;
  about_type pg_catalog.text;
  about_table pg_catalog.text;
  about_schema pg_catalog.text;
  context pg_catalog.text;
  host_context pg_catalog.text;
BEGIN
  BEGIN
    more := datamove.prepare_request((
      pg_catalog.jsonb_build_object('task', task, 'csv_path', csv_path, 'call', more) OPERATOR(pg_catalog.||)
      CASE WHEN options IS NULL THEN '{}' ELSE pg_catalog.jsonb_build_object('options', options) END)::pg_catalog.json);
    begun := true;
    PERFORM datamove.engine_begin(move_id, more);
    is_open := true;
    LOOP
      command := datamove.engine_next(move_id, answer);
      EXIT WHEN pg_catalog.json_extract_path_text(command, 'do') OPERATOR(pg_catalog.=) ANY (ARRAY['done', 'failed']);
      IF pg_catalog.json_extract_path_text(command, 'begin') OPERATOR(pg_catalog.=) 'true' THEN
        answer := datamove.run_block(move_id, command);
      ELSE
        answer := datamove.run_command(command);
      END IF;
    END LOOP;
    IF pg_catalog.current_setting('application_name') OPERATOR(pg_catalog.<>) own_name THEN
      PERFORM pg_catalog.set_config('application_name', own_name, true);
    END IF;
  EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    GET STACKED DIAGNOSTICS
      state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
      hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT, about_column = COLUMN_NAME,
      about_constraint = CONSTRAINT_NAME, about_type = PG_DATATYPE_NAME,
      about_table = TABLE_NAME, about_schema = SCHEMA_NAME;
    GET DIAGNOSTICS host_context = PG_CONTEXT;
    command := datamove.failed_command(state, message, detail, hint, about_schema, about_table, about_column,
      about_constraint, about_type);
    -- After an operator's intervention, a cancel or a timeout, nothing is waited for.
    IF is_open AND pg_catalog.left(state, 2) OPERATOR(pg_catalog.<>) '57' THEN
      BEGIN
        told := datamove.engine_next(move_id, pg_catalog.json_build_object('ended', pg_catalog.json_build_object(
          'sqlstate', state, 'message', message, 'detail', detail, 'hint', hint,
          'context', context, 'host_context', host_context, 'column', about_column, 'constraint', about_constraint,
          'datatype', about_type, 'table', about_table, 'schema', about_schema))::pg_catalog.text);
        FOR turn IN 1 .. 10 LOOP
          EXIT WHEN pg_catalog.json_extract_path_text(told, 'do') OPERATOR(pg_catalog.<>) 'pending';
          told := datamove.engine_next(move_id, NULL);
        END LOOP;
        -- Anything else says that it was not a command that failed, or what has become of the engine.
        IF pg_catalog.json_extract_path_text(told, 'failure', 'sqlstate') OPERATOR(pg_catalog.=) state THEN
          command := told;
        END IF;
      EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
        NULL; -- the error itself is known
      END;
    END IF;
  END;
  IF begun THEN
    PERFORM datamove.engine_close(move_id);
  END IF;
  RETURN command;
END
$$;
COMMENT ON FUNCTION datamove.converse(text, text, jsonb, jsonb) IS 'Has the engine do a task; gives its last command, done or failed, and raises nothing itself';
