-- The gate: the only way to the engine. It decides whether the session's role may read the source,
-- adds what only the administrator decides, and runs no SQL of the caller's.

CREATE OR REPLACE FUNCTION datamove.session_role() RETURNS name
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role')::name END
$$;
COMMENT ON FUNCTION datamove.session_role() IS 'The role that counts for reading sources: the one set with SET ROLE, else the session''s';

CREATE OR REPLACE FUNCTION datamove.check_source(csv_path text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT pg_has_role(datamove.session_role(), 'pg_read_server_files', 'USAGE') THEN
    RAISE EXCEPTION 'permission denied to read file "%"', csv_path
      USING ERRCODE = '42501',
        DETAIL = format('Role "%s" does not have the privileges of role "pg_read_server_files".', datamove.session_role()),
        HINT = 'Only superusers and roles with the privileges of "pg_read_server_files" may read files of the server.';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.check_source(text) IS 'Refuses a source that the session''s role may not read';

CREATE OR REPLACE FUNCTION datamove.engine_request(request jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM datamove.check_source(request ->> 'csv_path');
  RETURN jsonb_set(request, '{session,chunk_directory}',
    coalesce((SELECT to_jsonb(s.value) FROM datamove.setting s WHERE s.name = 'chunk_directory'), 'null'));
END
$$;
COMMENT ON FUNCTION datamove.engine_request(jsonb) IS 'A caller''s request, checked, with the administrator''s settings';
