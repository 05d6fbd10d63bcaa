-- What users call. SECURITY INVOKER throughout, and no search_path is set: names are resolved as
-- SQL would resolve them for the caller.

CREATE OR REPLACE FUNCTION datamove.not_null(argument text, value text) RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF value IS NULL THEN
    RAISE EXCEPTION '% must not be null', argument USING ERRCODE = '22004';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.not_null(text, text) IS 'Refuses a null argument';

CREATE OR REPLACE FUNCTION datamove.resolve_new(parts text[], default_schema name) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  target_schema text := parts[array_length(parts, 1) - 1];
  target_name text := parts[array_length(parts, 1)];
BEGIN
  IF array_length(parts, 1) > 3 OR array_length(parts, 1) = 3 AND parts[1] <> current_database() THEN
    RAISE EXCEPTION 'cross-database references are not implemented: "%"', array_to_string(parts, '.')
      USING ERRCODE = '0A000';
  END IF;
  IF octet_length(target_name) > 63 THEN
    RAISE EXCEPTION 'table name "%" is too long', target_name
      USING ERRCODE = '42622', DETAIL = format('It has %s bytes; PostgreSQL keeps 63.', octet_length(target_name));
  END IF;
  IF target_schema IS NULL AND default_schema IS NULL THEN
    RAISE EXCEPTION 'no schema has been selected to create in'
      USING ERRCODE = '3F000', HINT = 'Qualify the table''s name with a schema, or set search_path.';
  END IF;
  IF target_schema IS NOT NULL AND target_schema <> 'pg_temp'
    AND NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = target_schema)
  THEN
    RAISE EXCEPTION 'schema "%" does not exist', target_schema USING ERRCODE = '3F000';
  END IF;
  RETURN jsonb_build_object('schema', coalesce(target_schema, default_schema), 'name', target_name);
END
$$;
COMMENT ON FUNCTION datamove.resolve_new(text[], name) IS 'Schema and name of a table that does not exist yet';

CREATE OR REPLACE FUNCTION datamove.build_request(task text, csv_path text, options jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM datamove.not_null('csv_path', csv_path);
  IF options IS NOT NULL AND jsonb_typeof(options) <> 'object' THEN
    RAISE EXCEPTION 'options must be a JSON object'
      USING ERRCODE = '22023', HINT = 'For example: options => ''{"delimiter": ";"}''.';
  END IF;
  RETURN jsonb_build_object(
    'task', task,
    'csv_path', csv_path,
    'options', coalesce(options, '{}'),
    'session', jsonb_build_object(
      'may_copy_files', pg_has_role(current_user, 'pg_read_server_files', 'USAGE'),
      'may_create_temporary', has_database_privilege(current_user, current_database(), 'TEMP'),
      'utf8', current_setting('server_encoding') = 'UTF8',
      'server_encoding', current_setting('server_encoding'),
      'client_utf8', current_setting('client_encoding') = 'UTF8',
      'time_zone', current_setting('TimeZone'),
      'vector_schema', datamove.vector_schema(),
      'maintenance_work_mem', pg_size_bytes(current_setting('maintenance_work_mem'))));
END
$$;
COMMENT ON FUNCTION datamove.build_request(text, text, jsonb) IS 'The part of a request that every call has';

CREATE OR REPLACE FUNCTION datamove.lock_timeout_option(options jsonb) RETURNS interval
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  given text := options ->> 'lock_timeout';
  timeout interval;
BEGIN
  IF given IS NULL THEN
    RETURN interval '30 seconds';
  END IF;
  IF jsonb_typeof(options -> 'lock_timeout') = 'number' OR given ~ '^[0-9]+$' THEN
    timeout := given::integer * interval '1 millisecond';
  ELSE
    timeout := given::interval;
  END IF;
  IF timeout < interval '0' OR jsonb_typeof(options -> 'lock_timeout') NOT IN ('number', 'string') THEN
    RAISE invalid_parameter_value;
  END IF;
  RETURN timeout;
EXCEPTION WHEN data_exception THEN
  RAISE EXCEPTION 'invalid value for option "lock_timeout": "%"', given
    USING ERRCODE = '22023', HINT = 'It takes a number of milliseconds, or a string such as "30s" or "2 min".';
END
$$;
COMMENT ON FUNCTION datamove.lock_timeout_option(jsonb) IS 'How long a move waits for a lock';

CREATE OR REPLACE FUNCTION datamove.move_request(
  csv_path text, table_name text, move_type text, dry_run boolean, batch_size integer,
  primary_key_columns text[], options jsonb) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  request pg_catalog.jsonb := datamove.build_request('move', csv_path, options);
  relation pg_catalog.oid;
  target pg_catalog.jsonb;
  described pg_catalog.jsonb;
BEGIN
  PERFORM datamove.not_null('table_name', table_name);
  relation := datamove.find_relation(table_name);
  IF relation IS NOT NULL AND NOT dry_run THEN
    PERFORM datamove.lock_before_description(relation, datamove.lock_timeout_option(options));
    -- Its name may have gone to another table while the lock was awaited.
    relation := datamove.find_relation(table_name);
    IF relation IS NOT NULL THEN
      PERFORM datamove.lock_before_description(relation, datamove.lock_timeout_option(options));
    END IF;
  END IF;
  IF relation IS NULL THEN
    target := datamove.resolve_new(pg_catalog.parse_ident(table_name), pg_catalog.current_schema());
  ELSE
    described := datamove.describe_relation(relation);
    target := pg_catalog.jsonb_build_object(
      'schema', pg_catalog.jsonb_extract_path(described, 'schema'),
      'name', pg_catalog.jsonb_extract_path(described, 'name'));
  END IF;
  RETURN request OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(
    'target', target,
    'table', described,
    'types', datamove.resolve_types(options),
    'move_type', move_type,
    'dry_run', dry_run,
    'batch_size', batch_size,
    'primary_key_columns', pg_catalog.to_jsonb(coalesce(primary_key_columns, '{}')));
END
$$;
COMMENT ON FUNCTION datamove.move_request(text, text, text, boolean, integer, text[], jsonb) IS 'The request for a move, with the target locked (unless nothing is to be changed) and described';

CREATE OR REPLACE FUNCTION datamove.lock_before_description(relation oid, timeout interval) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  -- What cannot be loaded is not locked: the plan says what is wrong with it.
  IF EXISTS (
    SELECT FROM pg_catalog.pg_class AS c
    WHERE c.oid OPERATOR(pg_catalog.=) relation
      AND (c.relkind OPERATOR(pg_catalog.=) 'r' OR c.relkind OPERATOR(pg_catalog.=) 'p')
      AND c.relnamespace OPERATOR(pg_catalog.<>) 'pg_catalog'::pg_catalog.regnamespace
      AND NOT pg_catalog.pg_is_other_temp_schema(c.relnamespace)
      AND pg_catalog.has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE'))
  THEN
    PERFORM datamove.lock_target(relation::pg_catalog.regclass, 'SHARE UPDATE EXCLUSIVE', timeout);
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.lock_before_description(oid, interval) IS 'Keeps others from changing the target''s definition from now on';

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
  EXCEPTION
    -- A key twice, or twice in one upsert: the file may repeat others too.
    WHEN unique_violation OR cardinality_violation THEN
      PERFORM datamove.engine_close(move_id);
      IF plan IS NOT NULL AND NOT is_dry THEN
        PERFORM datamove.explain_refusal(request);
      END IF;
      RAISE;
    WHEN query_canceled OR assert_failure OR OTHERS THEN
      PERFORM datamove.engine_close(move_id);
      RAISE;
  END;
  PERFORM datamove.engine_close(move_id);
  IF pg_catalog.jsonb_extract_path_text(event, 'state') OPERATOR(pg_catalog.=) 'failed' THEN
    PERFORM datamove.raise_failure(pg_catalog.jsonb_extract_path(event, 'failure'));
  END IF;
  RETURN datamove.build_result(move_id, request, plan, CASE WHEN NOT is_dry OR is_rehearsed THEN event END, started);
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
