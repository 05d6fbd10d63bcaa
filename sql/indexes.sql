-- Indexes of a replaced table, built again after its rows.

CREATE OR REPLACE FUNCTION datamove.run_index_step(statement text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  message text;
BEGIN
  -- Under this search_path the definition was written down.
  EXECUTE statement;
EXCEPTION
  WHEN insufficient_resources OR operator_intervention OR system_error OR transaction_rollback OR lock_not_available
    OR insufficient_privilege
  THEN
    RAISE;
  WHEN OTHERS THEN
    -- A row may be at fault; which one it is, PostgreSQL says only while rows go in.
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
    RAISE EXCEPTION USING ERRCODE = 'UD0IX', MESSAGE = message;
END
$$;
COMMENT ON FUNCTION datamove.run_index_step(text) IS 'Creates an index, or gives it its comment';

CREATE OR REPLACE FUNCTION datamove.without_rebuild(plan jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT jsonb_set(plan, '{steps}', (
    -- Under another kind the executor lets its errors through.
    SELECT jsonb_agg(
      CASE s.step ->> 'kind' WHEN 'create_index' THEN s.step || '{"kind": "create_empty_index"}' ELSE s.step END
      ORDER BY CASE s.step ->> 'kind' WHEN 'create_index' THEN least(s.number, first.load - 0.5) ELSE s.number END)
    FROM jsonb_array_elements(plan -> 'steps') WITH ORDINALITY AS s(step, number), (
      SELECT min(l.number) AS load FROM jsonb_array_elements(plan -> 'steps') WITH ORDINALITY AS l(step, number)
      WHERE l.step ->> 'kind' IN ('load', 'create_staging')) AS first
    WHERE s.step ->> 'kind' NOT IN ('drop_index', 'recreate_index', 'comment_index')))
$$;
COMMENT ON FUNCTION datamove.without_rebuild(jsonb) IS 'The same plan with indexes that are kept up row by row; new ones are created before the load';

CREATE OR REPLACE FUNCTION datamove.execute_with_indexes(move_id uuid, request jsonb, plan jsonb, lock_timeout interval)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  again pg_catalog.uuid := pg_catalog.gen_random_uuid();
  message pg_catalog.text;
  event pg_catalog.jsonb;
BEGIN
  BEGIN
    RETURN datamove.carry_out(move_id, request, plan, lock_timeout);
  EXCEPTION WHEN SQLSTATE 'UD0IX' THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
  END;
  -- Once more, row by row: an error then comes with its line. Under a name of its own, for the engine
  -- may still be cleaning up.
  PERFORM datamove.engine_close(move_id);
  BEGIN
    event := datamove.carry_out(again, request, datamove.without_rebuild(plan), lock_timeout);
  EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    PERFORM datamove.engine_close(again);
    RAISE;
  END;
  PERFORM datamove.engine_close(again);
  IF pg_catalog.jsonb_extract_path_text(event, 'state') OPERATOR(pg_catalog.=) 'failed' THEN
    RETURN event;
  END IF;
  RETURN pg_catalog.jsonb_set(event, '{result,warnings}',
    pg_catalog.jsonb_extract_path(event, 'result', 'warnings') OPERATOR(pg_catalog.||) pg_catalog.to_jsonb(
      pg_catalog.concat('indexes were kept up row by row, for they could not be built after the load: ', message)))
    OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('move_id', again);
END
$$;
COMMENT ON FUNCTION datamove.execute_with_indexes(uuid, jsonb, jsonb, interval) IS 'Carries out a plan; once more with indexes kept up row by row where one cannot be built over the rows';
