-- What a move gives back: its result row, or all that is wrong with the file.

CREATE OR REPLACE FUNCTION datamove.build_result(
  move_id uuid, request jsonb, plan jsonb, load jsonb, started timestamptz) RETURNS datamove.move_result
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  result datamove.move_result;
  suppressed bigint := coalesce((load ->> 'rows_suppressed')::bigint, 0);
BEGIN
  move_id := coalesce((load ->> 'move_id')::uuid, move_id);
  result.success := (plan ->> 'success')::boolean;
  result.operation_type := plan #>> '{report,target,operation}';
  result.table_name := format('%I.%I', request #>> '{target,schema}', request #>> '{target,name}');
  result.dry_run := (request ->> 'dry_run')::boolean;
  result.rows_processed := coalesce((load ->> 'rows_loaded')::bigint,
    (plan ->> 'rows')::bigint - (plan ->> 'rows_rejected')::bigint);
  result.rows_rejected := coalesce((load ->> 'rows_rejected')::bigint, (plan ->> 'rows_rejected')::bigint);
  result.table_created := result.operation_type = 'new_table' AND load IS NOT NULL AND NOT result.dry_run;
  result.schema_updated := load IS NOT NULL AND NOT result.dry_run
    AND coalesce((plan #>> '{report,target,requires_schema_update}')::boolean, false);
  result.execution_time := clock_timestamp() - started;
  result.report := plan -> 'report';
  result.warnings := ARRAY(
    SELECT w.value FROM jsonb_array_elements_text((plan -> 'warnings') || coalesce(load #> '{result,warnings}', '[]')) AS w);
  IF load ->> 'state' = 'refused' THEN
    result.success := false;
    result.report := jsonb_set(result.report, '{findings}', (result.report -> 'findings') || (load -> 'finding'));
    result.report := jsonb_set(result.report, '{target,compatible}', 'false');
    IF load ->> 'constraint' IS NOT NULL OR load ->> 'sqlstate' = '23502' THEN
      result.report := jsonb_set(result.report, '{target,constraint_violations}',
        (result.report #> '{target,constraint_violations}') || jsonb_build_object(
          'constraint', load -> 'constraint',
          'kind', CASE load ->> 'sqlstate' WHEN '23502' THEN 'not_null' WHEN '23503' THEN 'foreign_key'
            WHEN '23505' THEN 'unique' WHEN '23514' THEN 'check' WHEN '23P01' THEN 'exclusion' ELSE 'other' END,
          'column', load -> 'column', 'rows', 1, 'first_line', load #> '{finding,line_number}'));
    END IF;
  ELSIF load ->> 'rows_loaded' IS NOT NULL THEN
    result.report := jsonb_set(result.report, '{metrics}',
      (result.report -> 'metrics') || (load #> '{result,report,metrics}'));
    result.report := jsonb_set(result.report, '{rows}', load -> 'rows');
    result.report := jsonb_set(result.report, '{source}', load #> '{result,report,source}');
    result.report := jsonb_set(result.report, '{findings}',
      (result.report -> 'findings') || (load #> '{result,report,findings}'));
  END IF;
  IF result.rows_rejected > 0 AND load IS NOT NULL AND NOT result.dry_run THEN
    result.report := result.report || jsonb_build_object('move_id', move_id);
    result.warnings := result.warnings
      || format('%s rejected: SELECT * FROM datamove.rejected_row WHERE move_id = %L',
        CASE result.rows_rejected WHEN 1 THEN '1 row was' ELSE result.rows_rejected || ' rows were' END, move_id);
  END IF;
  IF suppressed > 0 THEN
    result.warnings := result.warnings
      || format('%s suppressed by a trigger of table "%s"',
        CASE suppressed WHEN 1 THEN '1 row was' ELSE suppressed || ' rows were' END, result.table_name);
  END IF;
  RETURN result;
END
$$;
COMMENT ON FUNCTION datamove.build_result(uuid, jsonb, jsonb, jsonb, timestamptz) IS 'The result row of a move';

CREATE OR REPLACE FUNCTION datamove.warnings_in_short(result datamove.move_result, told integer) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  others text[] := result.warnings[1 + coalesce(told, 0) :];
  number integer := cardinality(others);
BEGIN
  IF number = 0 THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object(
    'message', format('%s about the move into table "%s"', CASE number WHEN 1 THEN '1 warning' ELSE number || ' warnings' END,
      result.report #>> '{target,table}'),
    'detail', CASE number WHEN 1 THEN 'It reads:' WHEN 2 THEN 'They read:' ELSE 'The first two of them read:' END
      || E'\n' || array_to_string(others[:2], E'\n')
      || CASE WHEN number > 2 THEN format(E'\nand %s more in the column "warnings" of the result', number - 2) ELSE '' END);
END
$$;
COMMENT ON FUNCTION datamove.warnings_in_short(datamove.move_result, integer) IS 'The number of a move''s warnings and the first two of them, but for the first ones that have been told; NULL where there are none';

CREATE OR REPLACE FUNCTION datamove.explain_refusal(request jsonb) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
  check_id pg_catalog.uuid := pg_catalog.gen_random_uuid();
  event pg_catalog.jsonb;
BEGIN
  BEGIN
    event := datamove.engine_plan(check_id,
      pg_catalog.jsonb_set(request, '{dry_run}', 'true'::pg_catalog.jsonb));
  EXCEPTION
    WHEN query_canceled THEN
      PERFORM datamove.engine_close(check_id);
      RAISE;
    WHEN OTHERS THEN
      event := NULL; -- the database's own error says enough
  END;
  PERFORM datamove.engine_close(check_id);
  IF pg_catalog.jsonb_typeof(pg_catalog.jsonb_extract_path(event, 'result', 'failure')) OPERATOR(pg_catalog.=) 'object' THEN
    PERFORM datamove.raise_failure(pg_catalog.jsonb_extract_path(event, 'result', 'failure'));
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.explain_refusal(jsonb) IS 'After a load that was refused: raises all that is wrong with the file, if anything is; reads the whole of it';
