-- What users call. SECURITY INVOKER throughout, and no search_path is set: names are resolved as
-- SQL would resolve them for the caller.

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
  move_id pg_catalog.uuid := pg_catalog.gen_random_uuid();
  is_dry boolean := coalesce(dry_run, false);
  is_rehearsed boolean := coalesce(dry_run, false)
    AND coalesce(pg_catalog.jsonb_extract_path_text(options, 'rehearse'), 'false') OPERATOR(pg_catalog.=) 'true';
  request pg_catalog.jsonb;
  event pg_catalog.jsonb;
  plan pg_catalog.jsonb;
  loss pg_catalog.jsonb;
  others pg_catalog.jsonb;
  result datamove.move_result;
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
BEGIN
  IF (NOT is_dry OR is_rehearsed) AND pg_catalog.current_setting('transaction_read_only')::pg_catalog.bool THEN
    RAISE EXCEPTION 'cannot execute datamove.move() in a read-only transaction'
      USING ERRCODE = '25006', HINT = 'With dry_run => true it changes nothing and runs in a read-only transaction.';
  END IF;
  BEGIN
    request := datamove.move_request(csv_path, table_name, move_type, is_dry, batch_size, primary_key_columns, options);
    event := datamove.engine_plan(move_id, request);
    plan := pg_catalog.jsonb_extract_path(event, 'result');
    IF plan IS NOT NULL AND NOT is_dry THEN
      event := datamove.execute_with_indexes(move_id, request, plan, datamove.lock_timeout_option(options));
    ELSIF is_rehearsed AND pg_catalog.jsonb_extract_path_text(plan, 'success')::pg_catalog.bool THEN
      event := datamove.rehearse(move_id, request, plan, datamove.lock_timeout_option(options));
    END IF;
  EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    GET STACKED DIAGNOSTICS
      state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
      hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT, about_column = COLUMN_NAME,
      about_constraint = CONSTRAINT_NAME, about_type = PG_DATATYPE_NAME,
      about_table = TABLE_NAME, about_schema = SCHEMA_NAME;
    PERFORM datamove.engine_close(move_id);
    -- A key twice, or twice in one upsert: the file may repeat others too.
    IF plan IS NOT NULL AND NOT is_dry AND state OPERATOR(pg_catalog.=) ANY (ARRAY['23505', '21000']) THEN
      PERFORM datamove.explain_refusal(request);
    END IF;
    PERFORM datamove.raise_shown(pg_catalog.jsonb_build_object('sqlstate', state, 'message', message, 'detail', detail,
      'hint', hint, 'context', context, 'column', about_column, 'constraint', about_constraint, 'datatype', about_type,
      'table', about_table, 'schema', about_schema));
    RAISE;
  END;
  PERFORM datamove.engine_close(move_id);
  IF pg_catalog.jsonb_extract_path_text(event, 'state') OPERATOR(pg_catalog.=) 'failed' THEN
    PERFORM datamove.raise_failure(pg_catalog.jsonb_extract_path(event, 'failure'));
  END IF;
  result := datamove.build_result(move_id, request, plan, CASE WHEN NOT is_dry OR is_rehearsed THEN event END, started);
  IF NOT is_dry THEN
    loss := pg_catalog.jsonb_extract_path(plan, 'loss');
    IF pg_catalog.jsonb_extract_path_text(loss, 'detail') IS NOT NULL THEN
      RAISE WARNING USING MESSAGE = pg_catalog.jsonb_extract_path_text(loss, 'message'),
        DETAIL = pg_catalog.jsonb_extract_path_text(loss, 'detail');
    ELSIF pg_catalog.jsonb_extract_path_text(loss, 'message') IS NOT NULL THEN
      RAISE WARNING USING MESSAGE = pg_catalog.jsonb_extract_path_text(loss, 'message');
    END IF;
    others := datamove.warnings_in_short(result, pg_catalog.jsonb_extract_path_text(loss, 'warnings')::pg_catalog.int4);
    IF others IS NOT NULL THEN
      RAISE NOTICE USING MESSAGE = pg_catalog.jsonb_extract_path_text(others, 'message'),
        DETAIL = pg_catalog.jsonb_extract_path_text(others, 'detail');
    END IF;
  END IF;
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
  result datamove.move_result := datamove.move(csv_path, table_name, move_type, true, NULL, primary_key_columns, options);
BEGIN
  RETURN QUERY
    SELECT f.* FROM pg_catalog.jsonb_populate_recordset(
      NULL::datamove.finding, pg_catalog.jsonb_extract_path(result.report, 'findings')) AS f;
  RETURN QUERY
    SELECT 'change'::pg_catalog.text, s.kind, NULL::pg_catalog.text, NULL::pg_catalog.int8, NULL::pg_catalog.int8,
      NULL::pg_catalog.text, 1::pg_catalog.int8, s.title, s.sql,
      NULL::pg_catalog.text
    FROM pg_catalog.jsonb_to_recordset(pg_catalog.jsonb_extract_path(result.report, 'plan'))
      AS s(kind pg_catalog.text, title pg_catalog.text, sql pg_catalog.text);
END
$$;
COMMENT ON FUNCTION datamove.validate(text, text, text, text[], jsonb) IS 'Every problem of a file and every step of its move, without changing anything';

CREATE OR REPLACE FUNCTION datamove.inspect(csv_path text, options jsonb DEFAULT '{}')
RETURNS SETOF datamove.column_profile
LANGUAGE plpgsql
AS $$
DECLARE
  move_id pg_catalog.uuid := pg_catalog.gen_random_uuid();
  event pg_catalog.jsonb;
BEGIN
  BEGIN
    event := datamove.engine_plan(move_id, datamove.build_request('inspect', csv_path, options)
      OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('types', datamove.resolve_types(options)));
  EXCEPTION WHEN query_canceled OR assert_failure OR OTHERS THEN
    PERFORM datamove.engine_close(move_id);
    PERFORM datamove.raise_out_of_memory(SQLSTATE, SQLERRM);
    RAISE;
  END;
  PERFORM datamove.engine_close(move_id);
  IF pg_catalog.jsonb_extract_path_text(event, 'state') OPERATOR(pg_catalog.=) 'failed' THEN
    PERFORM datamove.raise_failure(pg_catalog.jsonb_extract_path(event, 'failure'));
  END IF;
  RETURN QUERY
    SELECT p.* FROM pg_catalog.jsonb_populate_recordset(
      NULL::datamove.column_profile, pg_catalog.jsonb_extract_path(event, 'result', 'columns')) AS p;
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
