-- What carries out a plan: in the caller's transaction, with the caller's rights, under the caller's
-- search_path (so every name, type and operator in here is qualified).

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
COMMENT ON FUNCTION datamove.raise_failure(jsonb) IS 'Raises an engine''s failure as a PostgreSQL error; the only place that does';

CREATE OR REPLACE FUNCTION datamove.raise_out_of_memory(state text, message text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- PL/Java's own words, where an argument or a result of a call of Java finds no room.
  IF state = 'XX000' AND message ~ '^java[.]lang[.](OutOfMemory|StackOverflow)Error' THEN
    RAISE EXCEPTION 'out of memory in the engine''s Java heap'
      USING ERRCODE = '53200', HINT = 'An administrator sets the heap with -Xmx; 256 MB is enough for files of any size'
        ' whose records are not longer than a few megabytes.';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.raise_out_of_memory(text, text) IS 'Raises PL/Java''s errors for want of memory as PostgreSQL''s; does nothing for others';

CREATE OR REPLACE FUNCTION datamove.count_values(table_sql text, column_name text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
  relation pg_catalog.regclass := pg_catalog.to_regclass(table_sql);
  number bigint;
BEGIN
  EXECUTE pg_catalog.format('SELECT pg_catalog.count(%I) FROM %s', column_name, relation) INTO number;
  RETURN pg_catalog.jsonb_build_object('count', number)::pg_catalog.text;
EXCEPTION WHEN insufficient_privilege THEN
  RETURN '{"count":null}';
END
$$;
COMMENT ON FUNCTION datamove.count_values(text, text) IS 'How many values of a column are not NULL; null where the caller may not read it';

CREATE OR REPLACE FUNCTION datamove.lock_target(relation regclass, mode text, timeout interval) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  give_up pg_catalog.timestamptz := pg_catalog.clock_timestamp() OPERATOR(pg_catalog.+) timeout;
  own_timeout pg_catalog.text := pg_catalog.current_setting('lock_timeout');
  given_interval pg_catalog.text := pg_catalog.current_setting('client_connection_check_interval', true);
  own_interval pg_catalog.text := CASE WHEN given_interval OPERATOR(pg_catalog.<>) '0' THEN given_interval END;
  remaining double precision;
  slice double precision := 1000; -- milliseconds
BEGIN
  -- In slices, so that a move that waits for a reader does not keep all others waiting behind it for
  -- longer. A backend with a JVM hears a cancel in a lock wait only when something else wakes it, and a
  -- cancel that it first notices when lock_timeout strikes is lost in it: both are one flag. So it is
  -- woken every 10 ms, or, where no interval is set, at deadlock_timeout and just before the slice ends.
  IF own_interval IS NULL THEN
    slice := pg_catalog.date_part('epoch', pg_catalog.current_setting('deadlock_timeout')::interval)
      OPERATOR(pg_catalog.*) 1000::double precision OPERATOR(pg_catalog.+) 100::double precision;
  END IF;
  LOOP
    BEGIN
      remaining := pg_catalog.date_part('epoch', give_up OPERATOR(pg_catalog.-) pg_catalog.clock_timestamp())
        OPERATOR(pg_catalog.*) 1000::double precision;
      PERFORM pg_catalog.set_config('lock_timeout', pg_catalog.ceil(greatest(least(slice, remaining), 1))::pg_catalog.text, true);
      IF own_interval IS NOT NULL THEN
        PERFORM pg_catalog.set_config('client_connection_check_interval', '10', true);
      END IF;
      EXECUTE pg_catalog.format('LOCK TABLE %s IN %s MODE', relation, mode);
      PERFORM pg_catalog.set_config('lock_timeout', own_timeout, true);
      IF own_interval IS NOT NULL THEN
        PERFORM pg_catalog.set_config('client_connection_check_interval', own_interval, true);
      END IF;
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      IF pg_catalog.clock_timestamp() OPERATOR(pg_catalog.>=) give_up THEN
        RAISE EXCEPTION 'could not lock table "%" within %', relation, timeout
          USING ERRCODE = '55P03',
            DETAIL = pg_catalog.format('The move needs the lock %s.', mode),
            HINT = 'Another session uses the table; pg_locks shows which. The option "lock_timeout" sets how long a move waits.';
      END IF;
    END;
  END LOOP;
END
$$;
COMMENT ON FUNCTION datamove.lock_target(regclass, text, interval) IS 'Locks the target, in slices that a cancel can interrupt';

CREATE OR REPLACE FUNCTION datamove.same_table(relation oid, before jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- Not what others have built upon it meanwhile: that does not change what the move does.
  RETURN datamove.describe_relation(relation) - 'estimated_rows' - 'bytes' - 'dependents'
    IS NOT DISTINCT FROM before - 'estimated_rows' - 'bytes' - 'dependents';
END
$$;
COMMENT ON FUNCTION datamove.same_table(oid, jsonb) IS 'Whether the catalog still describes a table as it did';

CREATE OR REPLACE FUNCTION datamove.execute_plan(move_id uuid, request jsonb, plan jsonb, lock_timeout interval)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  relation pg_catalog.oid := pg_catalog.jsonb_extract_path_text(request, 'table', 'oid')::pg_catalog.oid;
  lock_mode pg_catalog.text := pg_catalog.jsonb_extract_path_text(plan, 'lock_mode');
  steps pg_catalog.jsonb := pg_catalog.jsonb_extract_path(plan, 'steps');
  step pg_catalog.jsonb;
  kind pg_catalog.text;
  event pg_catalog.jsonb;
  rows_read bigint := 0;
  rows_loaded bigint := 0;
  may_suppress boolean := false;
  emptied boolean := false;
  staging pg_catalog.text;
  rows_updated bigint := 0;
  rows_rejected bigint := 0;
  rows_deleted bigint;
  rows_suppressed bigint;
BEGIN
  IF lock_mode IS NOT NULL THEN
    PERFORM datamove.lock_target(relation::pg_catalog.regclass, lock_mode, lock_timeout);
    IF NOT datamove.same_table(relation, pg_catalog.jsonb_extract_path(request, 'table')) THEN
      RAISE EXCEPTION 'table "%" changed while the move was being planned', relation::pg_catalog.regclass
        USING ERRCODE = '40001', HINT = 'Run the move again.';
    END IF;
  END IF;
  FOR i IN 0 .. pg_catalog.jsonb_array_length(steps) OPERATOR(pg_catalog.-) 1 LOOP
    step := pg_catalog.jsonb_array_element(steps, i);
    kind := pg_catalog.jsonb_extract_path_text(step, 'kind');
    IF kind OPERATOR(pg_catalog.=) 'load' THEN
      event := datamove.engine_load(move_id, request, step
        OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('careful', pg_catalog.jsonb_extract_path(plan, 'careful'),
          'freeze', emptied AND pg_catalog.jsonb_extract_path_text(step, 'method') OPERATOR(pg_catalog.=) 'copy'
            AND pg_catalog.jsonb_extract_path(plan, 'careful') IS NULL));
      IF pg_catalog.jsonb_extract_path_text(event, 'state') OPERATOR(pg_catalog.=) 'failed' THEN
        RETURN event;
      END IF;
      rows_read := pg_catalog.jsonb_extract_path_text(event, 'result', 'rows_read')::pg_catalog.int8;
      rows_rejected := pg_catalog.jsonb_extract_path_text(event, 'result', 'rows_rejected')::pg_catalog.int8;
      rows_loaded := pg_catalog.jsonb_extract_path_text(event, 'rows_loaded')::pg_catalog.int8;
      staging := pg_catalog.jsonb_extract_path_text(step, 'table');
      may_suppress := pg_catalog.jsonb_extract_path_text(step, 'rows_may_be_suppressed')::pg_catalog.bool;
    ELSIF kind OPERATOR(pg_catalog.=) 'insert_from_staging' THEN
      rows_loaded := datamove.insert_from_staging(request, step, staging,
        pg_catalog.jsonb_extract_path(event, 'result', 'report', 'source', 'files'));
    ELSIF kind OPERATOR(pg_catalog.=) 'count_existing' THEN
      EXECUTE pg_catalog.jsonb_extract_path_text(step, 'sql') INTO rows_updated;
    ELSIF kind OPERATOR(pg_catalog.=) ANY (ARRAY['recreate_index', 'comment_index', 'create_index']) THEN
      PERFORM datamove.run_index_step(pg_catalog.jsonb_extract_path_text(step, 'sql'));
    ELSE
      EXECUTE pg_catalog.jsonb_extract_path_text(step, 'sql');
      emptied := emptied OR kind OPERATOR(pg_catalog.=) 'truncate' OR kind OPERATOR(pg_catalog.=) 'create_table';
      IF kind OPERATOR(pg_catalog.=) 'delete' OR kind OPERATOR(pg_catalog.=) 'delete_missing' THEN
        GET DIAGNOSTICS rows_deleted = ROW_COUNT;
      END IF;
    END IF;
  END LOOP;
  rows_suppressed := rows_read OPERATOR(pg_catalog.-) rows_rejected OPERATOR(pg_catalog.-) rows_loaded;
  IF rows_suppressed OPERATOR(pg_catalog.<) 0
    OR rows_suppressed OPERATOR(pg_catalog.>) 0 AND NOT may_suppress
  THEN
    RAISE EXCEPTION '% rows were read and % rejected, but % were loaded', rows_read, rows_rejected, rows_loaded
      USING ERRCODE = 'XX000',
        DETAIL = 'The number of loaded rows must be the number of rows in the file. Nothing has been changed.',
        HINT = 'Look for triggers or rules of the table that add or swallow rows.';
  END IF;
  RETURN pg_catalog.jsonb_build_object('state', 'done', 'result', pg_catalog.jsonb_extract_path(event, 'result'),
    'rows_loaded', rows_loaded, 'rows_rejected', rows_rejected, 'rows_suppressed', rows_suppressed,
    'rows', pg_catalog.jsonb_build_object('read', rows_read, 'inserted', rows_loaded OPERATOR(pg_catalog.-) rows_updated,
      'updated', rows_updated, 'deleted', rows_deleted,
      'rejected', rows_rejected, 'suppressed', rows_suppressed));
END
$$;
COMMENT ON FUNCTION datamove.execute_plan(uuid, jsonb, jsonb, interval) IS 'Carries out a plan step by step';

CREATE OR REPLACE FUNCTION datamove.carry_out(move_id uuid, request jsonb, plan jsonb, lock_timeout interval)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
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
  refusal pg_catalog.jsonb;
  place pg_catalog.jsonb;
  again pg_catalog.uuid := pg_catalog.gen_random_uuid();
  event pg_catalog.jsonb;
  other_state pg_catalog.text;
BEGIN
  RETURN datamove.execute_plan(move_id, request, plan, lock_timeout);
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS
    state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
    hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT, about_column = COLUMN_NAME,
    about_constraint = CONSTRAINT_NAME, about_type = PG_DATATYPE_NAME,
    about_table = TABLE_NAME, about_schema = SCHEMA_NAME;
  refusal := pg_catalog.jsonb_build_object('sqlstate', state, 'message', message, 'detail', detail,
    'hint', hint, 'column', about_column, 'constraint', about_constraint, 'datatype', about_type,
    'table', about_table, 'schema', about_schema);
  IF pg_catalog.strpos(context, 'datamove.run_chunk(') OPERATOR(pg_catalog.=) 0
    AND pg_catalog.strpos(context, 'datamove.fill_stage(') OPERATOR(pg_catalog.=) 0
  THEN
    RAISE; -- no row of the file
  END IF;
  place := datamove.engine_locate(move_id, datamove.row_in_context(context));
  IF pg_catalog.jsonb_extract_path_text(place, 'line') IS NOT NULL THEN
    PERFORM datamove.raise_located(refusal, pg_catalog.jsonb_extract_path_text(place, 'line')::pg_catalog.int8,
      coalesce(pg_catalog.jsonb_extract_path_text(place, 'source'), pg_catalog.jsonb_extract_path_text(request, 'csv_path')));
  END IF;
  -- The database does not say which row: all of it once more, each chunk in a block of its own, so that
  -- the row can be sought where the chunks before it are in.
  IF pg_catalog.substr(state, 1, 2) OPERATOR(pg_catalog.<>) ALL (ARRAY['25', '40', '53', '55', '57', '58']) THEN
    -- Under a name of its own, for the engine may still be cleaning up.
    PERFORM datamove.engine_close(move_id);
    BEGIN
      event := datamove.execute_plan(again, request, pg_catalog.jsonb_set(plan, '{careful}', 'true'), lock_timeout);
      PERFORM datamove.engine_close(again);
      RETURN event OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('move_id', again);
    EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
      GET STACKED DIAGNOSTICS other_state = RETURNED_SQLSTATE;
      PERFORM datamove.engine_close(again);
      IF other_state OPERATOR(pg_catalog.=) state OR other_state OPERATOR(pg_catalog.=) '57014' THEN
        RAISE;
      END IF;
    END;
  END IF;
  RAISE;
END
$$;
COMMENT ON FUNCTION datamove.carry_out(uuid, jsonb, jsonb, interval) IS 'Carries out a plan; an error of the database''s comes back with the row''s line in the file';

CREATE OR REPLACE FUNCTION datamove.rehearse(move_id uuid, request jsonb, plan jsonb, lock_timeout interval)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  event pg_catalog.jsonb;
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
  about_constraint pg_catalog.text;
  about_column pg_catalog.text;
BEGIN
  event := datamove.execute_with_indexes(move_id, request, plan, lock_timeout);
  RAISE EXCEPTION USING ERRCODE = 'UD0OK', MESSAGE = 'the rehearsal is undone';
EXCEPTION
  WHEN SQLSTATE 'UD0OK' THEN
    RETURN event;
  WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
      hint = PG_EXCEPTION_HINT, about_constraint = CONSTRAINT_NAME, about_column = COLUMN_NAME;
    RETURN pg_catalog.jsonb_build_object('state', 'refused', 'sqlstate', state,
      'constraint', CASE WHEN about_constraint OPERATOR(pg_catalog.<>) '' THEN about_constraint END,
      'column', CASE WHEN about_column OPERATOR(pg_catalog.<>) '' THEN about_column END,
      'finding', pg_catalog.jsonb_build_object(
      'severity', 'error', 'code', 'database_error', 'column_name', NULL, 'row_number', NULL,
      'line_number', pg_catalog.substring(detail, 'Line ([0-9]+) of "')::pg_catalog.int8,
      'source', CASE WHEN pg_catalog.substring(detail, E'Line [0-9]+ of "(.*)"\\.$')
        OPERATOR(pg_catalog.<>) pg_catalog.jsonb_extract_path_text(request, 'csv_path')
        THEN pg_catalog.substring(detail, E'Line [0-9]+ of "(.*)"\\.$') END,
      'value', NULL, 'occurrences', 1, 'message', datamove.shown_text(message, false),
      'hint', CASE WHEN pg_catalog.concat(detail, hint) OPERATOR(pg_catalog.<>) ''
        THEN datamove.shown_text(pg_catalog.btrim(pg_catalog.concat(detail, E'\n', hint), E'\n'), true) END));
END
$$;
COMMENT ON FUNCTION datamove.rehearse(uuid, jsonb, jsonb, interval) IS 'Carries out a plan and undoes it; an error of the database''s becomes a finding';
