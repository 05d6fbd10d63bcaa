-- The gate: the only way to the engine. It decides what may be read, adds what only the
-- administrator decides, and runs no SQL of the caller's.
--
-- Two roles count: the session's (the one set with SET ROLE, else the one that logged in), and the
-- one whose rights the call runs with. They differ inside SECURITY DEFINER functions and when a
-- superuser refreshes somebody's materialized view or analyzes his table: there neither borrows what
-- the other may read.
--
-- The second is not to be had inside a SECURITY DEFINER function, and what a caller passes proves
-- nothing. An aggregate does it: its transition function runs as the caller, its final function as
-- the owner, neither can be called by itself, and nothing but the aggregate passes the state.

CREATE OR REPLACE FUNCTION datamove.session_role() RETURNS name
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role')::name END
$$;
COMMENT ON FUNCTION datamove.session_role() IS 'The role set with SET ROLE, else the session''s';

CREATE OR REPLACE FUNCTION datamove.role_sources(reader oid) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT jsonb_build_object(
    'role', pg_get_userbyid(reader),
    'all_files', pg_has_role(reader, 'pg_read_server_files', 'USAGE'),
    'all_objects', (SELECT r.rolsuper FROM pg_roles r WHERE r.oid = reader),
    'prefixes', (
      SELECT coalesce(jsonb_agg(g.prefix ORDER BY g.prefix), '[]')
      FROM datamove.source_grant g LEFT JOIN pg_roles r ON r.oid = g.role
      WHERE g.role = 0 OR pg_has_role(reader, r.oid, 'USAGE')),
    -- A path that begins with a prefix as it was given means that prefix, though a link leads to it.
    'others', (
      SELECT coalesce(jsonb_object_agg(g.given, g.prefix), '{}')
      FROM datamove.source_grant g LEFT JOIN pg_roles r ON r.oid = g.role
      WHERE g.given <> g.prefix AND (g.role = 0 OR pg_has_role(reader, r.oid, 'USAGE'))))
$$;
COMMENT ON FUNCTION datamove.role_sources(oid) IS 'What a role may read, as the engine carries it out';

CREATE OR REPLACE FUNCTION datamove.engine_request(move_id uuid, request jsonb, caller oid) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  told jsonb := CASE jsonb_typeof(request -> 'session') WHEN 'object' THEN request -> 'session' ELSE '{}' END;
  reader oid := to_regrole(quote_ident(datamove.session_role()))::oid;
  directory jsonb := coalesce((SELECT to_jsonb(s.value) FROM datamove.setting s WHERE s.name = 'chunk_directory'), 'null');
BEGIN
  -- Whatever a caller wrote there himself goes.
  RETURN request || jsonb_build_object('session', told || jsonb_build_object(
    'move_id', move_id,
    'machine', 'server',
    'chunk_directory', directory,
    'work_directory', directory,
    'caller', caller,
    'access', jsonb_build_array(datamove.role_sources(reader), datamove.role_sources(caller)),
    's3', datamove.s3_settings(request, reader, caller)));
END
$$;
COMMENT ON FUNCTION datamove.engine_request(uuid, jsonb, oid) IS 'A caller''s request, with what he may read and the administrator''s settings';

CREATE OR REPLACE FUNCTION datamove.ask_as_caller(state jsonb, move_id uuid, request jsonb) RETURNS jsonb
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF state IS NOT NULL OR jsonb_typeof(request) IS DISTINCT FROM 'object' OR move_id IS NULL THEN
    RAISE EXCEPTION 'the engine takes one request' USING ERRCODE = '22023';
  END IF;
  RETURN jsonb_build_object('caller', to_regrole(quote_ident(current_user))::oid, 'move_id', move_id, 'request', request);
END
$$;
COMMENT ON FUNCTION datamove.ask_as_caller(jsonb, uuid, jsonb) IS 'A request, with the role that makes it';

CREATE OR REPLACE FUNCTION datamove.open_for_caller(state jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF state IS NULL THEN
    RAISE EXCEPTION 'the engine takes one request' USING ERRCODE = '22023';
  END IF;
  PERFORM datamove.engine_open((state ->> 'move_id')::uuid, state -> 'request', (state ->> 'caller')::oid);
  RETURN true;
END
$$;
COMMENT ON FUNCTION datamove.open_for_caller(jsonb) IS 'Begins the conversation about a request, with what its caller may read';

CREATE OR REPLACE AGGREGATE datamove.engine_begin(move_id uuid, request jsonb) (
  SFUNC = datamove.ask_as_caller,
  STYPE = jsonb,
  FINALFUNC = datamove.open_for_caller
);
COMMENT ON AGGREGATE datamove.engine_begin(uuid, jsonb) IS 'Begins the conversation about a request of the caller''s';
