-- The two conversations with the engine, whichever way it is reached: the functions engine_begin,
-- engine_next, engine_locate and engine_close of engine_pljava.sql or engine_program.sql are below.
-- No search_path is set here: input functions, defaults and triggers of the caller's tables
-- run under the caller's own, as they would under COPY. Hence every name is qualified,
-- that of a type too.

CREATE OR REPLACE FUNCTION datamove.engine_plan(move_id uuid, request jsonb) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  handle pg_catalog.text := datamove.engine_begin(move_id, request);
  event pg_catalog.json;
  state pg_catalog.text;
  answer pg_catalog.text;
  pause interval := datamove.progress_option(pg_catalog.jsonb_extract_path(request, 'options'));
  started pg_catalog.timestamptz := pg_catalog.clock_timestamp();
  told pg_catalog.timestamptz := started;
  own_name pg_catalog.text := pg_catalog.current_setting('application_name');
BEGIN
  LOOP
    event := datamove.engine_next(handle, answer);
    IF pg_catalog.clock_timestamp() OPERATOR(pg_catalog.>=) (told OPERATOR(pg_catalog.+) pause)
      AND pg_catalog.json_extract_path(event, 'progress') IS NOT NULL
    THEN
      PERFORM datamove.tell_progress(request, NULL, pg_catalog.json_extract_path(event, 'progress'), started);
      told := pg_catalog.clock_timestamp();
    END IF;
    state := pg_catalog.json_extract_path_text(event, 'state');
    answer := NULL;
    IF state OPERATOR(pg_catalog.=) 'judge' OR state OPERATOR(pg_catalog.=) 'normalize' THEN
      answer := datamove.answer_question(request, event);
    ELSIF state OPERATOR(pg_catalog.=) 'count' THEN
      answer := datamove.count_values(pg_catalog.json_extract_path_text(event, 'table'),
        pg_catalog.json_extract_path_text(event, 'column'));
    ELSIF state OPERATOR(pg_catalog.<>) 'pending' THEN
      PERFORM pg_catalog.set_config('application_name', own_name, true);
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
  staged boolean := pg_catalog.jsonb_extract_path_text(step, 'method') OPERATOR(pg_catalog.=) 'stage';
  handle pg_catalog.text;
  event pg_catalog.json;
  state pg_catalog.text;
  answer pg_catalog.text;
  chunk_rows bigint;
  rows_loaded bigint := 0;
  pause interval := datamove.progress_option(pg_catalog.jsonb_extract_path(request, 'options'));
  started pg_catalog.timestamptz := pg_catalog.clock_timestamp();
  told pg_catalog.timestamptz := started;
  own_name pg_catalog.text := pg_catalog.current_setting('application_name');
  careful boolean := coalesce(pg_catalog.jsonb_extract_path_text(step, 'careful')::pg_catalog.bool, false);
  target pg_catalog.text := pg_catalog.jsonb_extract_path_text(step, 'table');
  loading pg_catalog.jsonb := step;
BEGIN
  IF staged THEN
    BEGIN
      handle := datamove.engine_begin(move_id, pg_catalog.jsonb_set(request, '{step}', loading));
      loading := pg_catalog.jsonb_set(loading, '{stage}',
        pg_catalog.to_jsonb(pg_catalog.format('pg_temp.%I', datamove.stage_name(move_id))));
      careful := true; -- the stage still has the rows when the database refuses one
    EXCEPTION WHEN insufficient_privilege THEN
      -- Where PostgreSQL allows no temporary table at all, as in REFRESH MATERIALIZED VIEW; or the gate
      -- makes none, see run_unseen.
      staged := false;
      loading := loading OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(
        'method', 'insert', 'sql', pg_catalog.jsonb_extract_path(step, 'batch_sql'));
    END;
  END IF;
  IF handle IS NULL THEN
    handle := datamove.engine_begin(move_id, pg_catalog.jsonb_set(request, '{step}', loading));
  END IF;
  LOOP
    IF staged THEN
      event := datamove.engine_next_staged(handle, answer);
    ELSE
      event := datamove.engine_next(handle, answer);
    END IF;
    state := pg_catalog.json_extract_path_text(event, 'state');
    answer := NULL;
    IF state OPERATOR(pg_catalog.=) 'chunk' THEN
      IF careful THEN
        chunk_rows := datamove.load_chunk(move_id, request, loading, event);
      ELSE
        IF rows_loaded OPERATOR(pg_catalog.=) 0 AND pg_catalog.jsonb_extract_path_text(loading, 'freeze') OPERATOR(pg_catalog.=) 'true' THEN
          loading := pg_catalog.jsonb_set(loading, '{freeze}', pg_catalog.to_jsonb(datamove.may_freeze(loading, event)));
        END IF;
        -- In no block of its own: FREEZE needs the one in which the table was emptied.
        chunk_rows := datamove.run_chunk(loading, event, target);
      END IF;
      rows_loaded := rows_loaded OPERATOR(pg_catalog.+) chunk_rows;
      answer := '{"loaded":true}';
      IF pg_catalog.clock_timestamp() OPERATOR(pg_catalog.>=) (told OPERATOR(pg_catalog.+) pause) THEN
        PERFORM datamove.tell_progress(request, rows_loaded, pg_catalog.json_extract_path(event, 'progress'), started);
        told := pg_catalog.clock_timestamp();
      END IF;
    ELSIF state OPERATOR(pg_catalog.=) 'judge' OR state OPERATOR(pg_catalog.=) 'normalize' THEN
      answer := datamove.answer_question(request, event);
    ELSIF state OPERATOR(pg_catalog.<>) 'pending' THEN
      PERFORM pg_catalog.set_config('application_name', own_name, true);
      RETURN pg_catalog.jsonb_set(event::pg_catalog.jsonb, '{rows_loaded}', pg_catalog.to_jsonb(rows_loaded));
    END IF;
  END LOOP;
END
$$;
COMMENT ON FUNCTION datamove.engine_load(uuid, jsonb, jsonb) IS 'Carries out a plan''s load step; gives the engine''s last event, done or failed, with the number of rows loaded';
