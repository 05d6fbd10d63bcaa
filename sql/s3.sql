-- S3 and stores that speak its protocol: server objects say where, user mappings as whom. Both are
-- PostgreSQL's own (CREATE SERVER, CREATE USER MAPPING); the wrapper has no tables.

CREATE OR REPLACE FUNCTION datamove.is_object(path text) RETURNS boolean
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT starts_with(path, 's3://')
$$;
COMMENT ON FUNCTION datamove.is_object(text) IS 'Whether a path or prefix is the address of objects, not a file''s';

CREATE OR REPLACE FUNCTION datamove.s3_options(options text[], catalog oid) RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  valid text[] := CASE catalog
    WHEN 'pg_foreign_server'::regclass THEN ARRAY['endpoint', 'region', 'path_style']
    WHEN 'pg_user_mapping'::regclass THEN ARRAY['access_key_id', 'secret_access_key', 'session_token']
    ELSE '{}' END;
  given text[] := '{}';
  name text;
  value text;
BEGIN
  FOR i IN 1 .. coalesce(array_length(options, 1), 0) LOOP
    name := split_part(options[i], '=', 1);
    value := substr(options[i], length(name) + 2);
    given := given || name;
    IF name <> ALL (valid) THEN
      RAISE EXCEPTION 'invalid option "%"', name
        USING ERRCODE = 'HV00D', HINT = CASE
          WHEN valid = '{}' THEN 'There are no valid options in this context.'
          WHEN name IN ('access_key_id', 'secret_access_key', 'session_token') THEN 'Credentials are options of a user mapping.'
          ELSE 'Valid options in this context are: ' || array_to_string(valid, ', ') END;
    ELSIF name = 'endpoint' AND value !~* E'^https?://([a-z0-9._-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?/?$' THEN
      RAISE EXCEPTION 'invalid value for option "endpoint": "%"', value
        USING ERRCODE = 'HV024', HINT = 'Write a URL such as https://minio.example.org:9000, with nothing behind the host and port.';
    ELSIF name = 'region' AND value !~ '^[a-z0-9-]{1,40}$' THEN
      RAISE EXCEPTION 'invalid value for option "region": "%"', value
        USING ERRCODE = 'HV024', HINT = 'Write a region''s name such as eu-west-1.';
    ELSIF name = 'path_style' AND lower(value) NOT IN ('true', 'false', 'on', 'off') THEN
      RAISE EXCEPTION 'path_style requires a Boolean value' USING ERRCODE = 'HV024';
    ELSIF valid[1] = 'access_key_id' AND value !~ '^[!-~]+$' THEN
      -- The value itself is nobody's business.
      RAISE EXCEPTION 'invalid value for option "%"', name
        USING ERRCODE = 'HV024', HINT = 'It takes printable ASCII characters without blanks.';
    END IF;
  END LOOP;
  IF valid[1] = 'access_key_id' AND NOT given @> ARRAY['access_key_id', 'secret_access_key'] AND given <> '{}' THEN
    RAISE EXCEPTION 'options "access_key_id" and "secret_access_key" go together' USING ERRCODE = 'HV00D';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.s3_options(text[], oid) IS 'Checks the options of servers and user mappings of the foreign data wrapper datamove_s3';

DO $wrapper$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_foreign_data_wrapper w WHERE w.fdwname = 'datamove_s3') THEN
    CREATE FOREIGN DATA WRAPPER datamove_s3 VALIDATOR datamove.s3_options;
  END IF;
END
$wrapper$;
COMMENT ON FOREIGN DATA WRAPPER datamove_s3 IS 'Object stores that datamove reads; it has no foreign tables';

CREATE OR REPLACE FUNCTION datamove.s3_server(server text, roles oid[]) RETURNS oid
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found oid;
  wrapper name;
BEGIN
  SELECT s.oid, w.fdwname INTO found, wrapper
  FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
  WHERE s.srvname = server;
  IF found IS NULL THEN
    RAISE EXCEPTION 'server "%" does not exist', server
      USING ERRCODE = '42704', HINT = 'CREATE SERVER ... FOREIGN DATA WRAPPER datamove_s3 makes one.';
  ELSIF wrapper <> 'datamove_s3' THEN
    RAISE EXCEPTION 'server "%" is not one of foreign data wrapper "datamove_s3"', server
      USING ERRCODE = '42809', DETAIL = format('Its foreign data wrapper is "%s".', wrapper);
  ELSIF EXISTS (SELECT FROM unnest(roles) AS r WHERE NOT has_server_privilege(r, found, 'USAGE')) THEN
    RAISE EXCEPTION 'permission denied for foreign server %', server
      USING ERRCODE = '42501', HINT = 'Its owner gives the right with GRANT USAGE ON FOREIGN SERVER.';
  END IF;
  RETURN found;
END
$$;
COMMENT ON FUNCTION datamove.s3_server(text, oid[]) IS 'A server of datamove_s3 that all of some roles may use';

CREATE OR REPLACE FUNCTION datamove.s3_mapping(server oid, role oid) RETURNS oid
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT m.oid FROM pg_user_mapping m
  WHERE m.umserver = server AND m.umuser IN (role, 0) ORDER BY m.umuser DESC LIMIT 1
$$;
COMMENT ON FUNCTION datamove.s3_mapping(oid, oid) IS 'The user mapping of a role, else that of PUBLIC, else NULL';

CREATE OR REPLACE FUNCTION datamove.s3_settings(request jsonb, reader oid, caller oid) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  server text := request #>> '{options,server}';
  found oid;
  mapping oid;
BEGIN
  IF server IS NULL OR NOT datamove.is_object(request ->> 'csv_path') THEN
    RETURN '{}';
  END IF;
  found := datamove.s3_server(server, ARRAY[reader, caller]);
  mapping := datamove.s3_mapping(found, reader);
  IF mapping IS DISTINCT FROM datamove.s3_mapping(found, caller) THEN
    RAISE EXCEPTION 'permission denied for the user mapping of foreign server %', server
      USING ERRCODE = '42501',
        DETAIL = format('The session''s role is "%s", and the call runs with the rights of "%s": their user mappings differ, and neither may use the other''s.',
          pg_get_userbyid(reader), pg_get_userbyid(caller)),
        HINT = 'A user mapping for PUBLIC serves roles that have none of their own.';
  END IF;
  -- The server process's own credentials go to Amazon, never to whatever an endpoint names.
  IF EXISTS (SELECT FROM pg_foreign_server s, pg_options_to_table(s.srvoptions) AS o
      WHERE s.oid = found AND o.option_name = 'endpoint')
    AND NOT EXISTS (SELECT FROM pg_user_mapping m, pg_options_to_table(m.umoptions) AS o
      WHERE m.oid = mapping AND o.option_name = 'access_key_id')
  THEN
    RAISE EXCEPTION 'user mapping not found for "%"', pg_get_userbyid(reader)
      USING ERRCODE = '42704',
        DETAIL = format('Server "%s" has an endpoint of its own, so it needs credentials of its own.', server),
        HINT = format('CREATE USER MAPPING FOR %I SERVER %I OPTIONS (access_key_id ..., secret_access_key ...) gives them.',
          pg_get_userbyid(reader), server);
  END IF;
  -- Credentials are never in a variable: variables become constants of statements' plans, which
  -- anybody may have shown to him (debug_print_plan), and which modules write into the log.
  RETURN jsonb_build_object('server', server)
    || (SELECT coalesce(jsonb_object_agg(o.option_name, CASE o.option_name
          WHEN 'path_style' THEN to_jsonb(o.option_value::boolean) ELSE to_jsonb(o.option_value) END), '{}')
        FROM pg_foreign_server s, pg_options_to_table(s.srvoptions) AS o WHERE s.oid = found)
    || (SELECT coalesce(jsonb_object_agg(o.option_name, o.option_value), '{}')
        FROM pg_user_mapping m, pg_options_to_table(m.umoptions) AS o WHERE m.oid = mapping);
END
$$;
COMMENT ON FUNCTION datamove.s3_settings(jsonb, oid, oid) IS 'How the engine reaches what a request names: from the server that it names, and the user mapping of the session''s role or PUBLIC';
