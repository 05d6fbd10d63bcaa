-- A call as the engine gets it, with what the session is like; and what the engine asks about the
-- target. What looks for the caller's names does so on his search_path; the rest sets one.

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
  target_schema := coalesce(target_schema, default_schema);
  RETURN jsonb_build_object('schema', target_schema, 'name', target_name, 'obstacle', CASE
    WHEN target_schema = 'pg_temp' THEN
      CASE WHEN NOT has_database_privilege(current_database(), 'TEMP') THEN 'temporary' END
    WHEN NOT has_schema_privilege(target_schema, 'CREATE') OR NOT has_schema_privilege(target_schema, 'USAGE') THEN 'schema'
    -- The type of an array makes room.
    WHEN EXISTS (
      SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = target_schema AND t.typname = target_name
        AND NOT EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid))
    THEN 'type' END);
END
$$;
COMMENT ON FUNCTION datamove.resolve_new(text[], name) IS 'Schema and name of a table that does not exist yet';

CREATE OR REPLACE FUNCTION datamove.event_triggers() RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.evtname, 'event', t.evtevent,
    'tags', coalesce(to_jsonb(t.evttags), '[]')) ORDER BY t.evtname), '[]')
  FROM pg_event_trigger t
  WHERE t.evtevent IN ('ddl_command_start', 'ddl_command_end', 'sql_drop', 'table_rewrite')
    AND t.evtenabled IN ('A',
      CASE current_setting('session_replication_role') WHEN 'replica' THEN 'R' ELSE 'O' END::"char")
    AND current_setting('event_triggers', true) IS DISTINCT FROM 'off' -- from 17
$$;
COMMENT ON FUNCTION datamove.event_triggers() IS 'The event triggers that fire in this session';

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
      'date_style', current_setting('DateStyle'),
      'bytea_output', current_setting('bytea_output'),
      'money', 1234567.89::money::text,
      'vector_schema', datamove.vector_schema(),
      'event_triggers', datamove.event_triggers(),
      'lock_timeout', current_setting('lock_timeout'),
      -- from 14; 0 where nobody looks for the client meanwhile
      'check_interval', nullif(current_setting('client_connection_check_interval', true), '0'),
      'deadlock_timeout', round(extract(epoch FROM current_setting('deadlock_timeout')::interval) * 1000)::bigint,
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

CREATE OR REPLACE FUNCTION datamove.refuse_read_only(options jsonb, call jsonb) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (call ->> 'dry_run' = 'false' OR options ->> 'rehearse' = 'true' AND call ->> 'dry_run' = 'true')
    AND current_setting('transaction_read_only')::boolean
  THEN
    RAISE EXCEPTION 'cannot execute datamove.move() in a read-only transaction'
      USING ERRCODE = '25006', HINT = 'With dry_run => true it changes nothing and runs in a read-only transaction.';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.refuse_read_only(jsonb, jsonb) IS 'Refuses a move that changes something where nothing may be changed';

CREATE OR REPLACE FUNCTION datamove.prepare_request(asked json) RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
  task pg_catalog.text := pg_catalog.json_extract_path_text(asked, 'task');
  options pg_catalog.jsonb := pg_catalog.json_extract_path(asked, 'options');
  call pg_catalog.jsonb := pg_catalog.json_extract_path(asked, 'call');
  request pg_catalog.jsonb;
  types pg_catalog.jsonb;
BEGIN
  PERFORM datamove.refuse_read_only(options, call);
  request := datamove.build_request(task, pg_catalog.json_extract_path_text(asked, 'csv_path'), options);
  request := pg_catalog.jsonb_set(request, '{session,search_path}',
    pg_catalog.to_jsonb(pg_catalog.current_setting('search_path'))) OPERATOR(pg_catalog.||) call;
  IF task OPERATOR(pg_catalog.=) 'inspect' THEN
    types := datamove.resolve_types(options);
    request := request OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('types', types);
  END IF;
  RETURN request;
END
$$;
COMMENT ON FUNCTION datamove.prepare_request(json) IS 'The request of a call: an object with its task, csv_path, options where they are not null, and what else the call is, which becomes part of the request';

CREATE OR REPLACE FUNCTION datamove.find_target(asked json) RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
  table_name pg_catalog.text := pg_catalog.json_extract_path_text(asked, 'table_name');
  relation pg_catalog.oid;
  found pg_catalog.json;
  timeout interval;
BEGIN
  PERFORM datamove.not_null('table_name', table_name);
  timeout := datamove.lock_timeout_option(asked::pg_catalog.jsonb);
  relation := datamove.find_relation(table_name);
  -- What cannot be loaded is not locked: the plan says what is wrong with it.
  SELECT pg_catalog.json_build_object('oid', c.oid::pg_catalog.int8,
    'display', c.oid::pg_catalog.regclass::pg_catalog.text,
    'lockable', (c.relkind OPERATOR(pg_catalog.=) 'r' OR c.relkind OPERATOR(pg_catalog.=) 'p')
      AND n.nspname OPERATOR(pg_catalog.<>) 'pg_catalog'
      AND NOT pg_catalog.pg_is_other_temp_schema(n.oid)
      AND pg_catalog.has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE'),
    'lock_timeout', pg_catalog.ceil(pg_catalog.date_part('epoch', timeout) OPERATOR(pg_catalog.*) 1000::double precision)::pg_catalog.int8,
    'lock_timeout_text', timeout::pg_catalog.text) INTO found
  FROM (SELECT 1) AS always(one) LEFT JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) relation
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace;
  RETURN found;
END
$$;
COMMENT ON FUNCTION datamove.find_target(json) IS 'Where a move''s target is, whether it is to be locked, and how long that may be waited for';

CREATE OR REPLACE FUNCTION datamove.describe_target(asked json) RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
  table_name pg_catalog.text := pg_catalog.json_extract_path_text(asked, 'table_name');
  relation pg_catalog.oid;
  target pg_catalog.jsonb;
  described pg_catalog.jsonb;
  denied pg_catalog.jsonb;
  types pg_catalog.jsonb;
BEGIN
  PERFORM datamove.not_null('table_name', table_name);
  relation := datamove.find_relation(table_name);
  IF relation IS NULL THEN
    target := datamove.resolve_new(pg_catalog.parse_ident(table_name), pg_catalog.current_schema());
  ELSE
    described := datamove.describe_relation(relation);
    target := pg_catalog.jsonb_build_object(
      'schema', pg_catalog.jsonb_extract_path(described, 'schema'),
      'name', pg_catalog.jsonb_extract_path(described, 'name'));
  END IF;
  denied := datamove.find_denied(relation);
  types := datamove.resolve_types(asked::pg_catalog.jsonb);
  RETURN pg_catalog.json_build_object(
    'target', target OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('quoted', pg_catalog.format('%I.%I',
      pg_catalog.jsonb_extract_path_text(target, 'schema'), pg_catalog.jsonb_extract_path_text(target, 'name'))),
    'table', described,
    'display', relation::pg_catalog.regclass::pg_catalog.text,
    'denied', denied,
    'types', types);
END
$$;
COMMENT ON FUNCTION datamove.describe_target(json) IS 'A move''s target as the catalog has it, or as it would be made, and the types that the caller asks for';

CREATE OR REPLACE FUNCTION datamove.describe_again(asked json) RETURNS json
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN datamove.describe_relation((asked ->> 'oid')::oid);
END
$$;
COMMENT ON FUNCTION datamove.describe_again(json) IS 'A table as the catalog has it now';

CREATE OR REPLACE FUNCTION datamove.count_values(asked json) RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
  relation pg_catalog.regclass := pg_catalog.to_regclass(pg_catalog.json_extract_path_text(asked, 'table'));
  number bigint;
BEGIN
  EXECUTE pg_catalog.format('SELECT pg_catalog.count(%I) FROM %s', pg_catalog.json_extract_path_text(asked, 'column'), relation)
    INTO number;
  RETURN pg_catalog.json_build_object('count', number);
EXCEPTION WHEN insufficient_privilege THEN
  RETURN '{"count":null}';
END
$$;
COMMENT ON FUNCTION datamove.count_values(json) IS 'How many values of a column are not NULL; null where the caller may not read it';
