-- Which role may read which source.

CREATE TABLE IF NOT EXISTS datamove.source_grant (
  prefix text NOT NULL,
  role regrole NOT NULL,
  given text NOT NULL,
  PRIMARY KEY (prefix, role)
);
COMMENT ON TABLE datamove.source_grant IS 'Which role may read which files and objects; written by datamove.allow_source, shown by datamove.allowed_source';
COMMENT ON COLUMN datamove.source_grant.prefix IS 'A real path, or s3://bucket/key; all that is below it is meant too';
COMMENT ON COLUMN datamove.source_grant.role IS 'The role itself, whatever it is called; 0 for PUBLIC. A regrole, so that a dump restored elsewhere finds it by name';
COMMENT ON COLUMN datamove.source_grant.given IS 'The prefix as it was given';

-- The entry of a role that was dropped is not shown and has no effect, whoever gets the name next.
CREATE OR REPLACE VIEW datamove.allowed_source AS
  SELECT g.prefix, coalesce(r.rolname, 'public') AS role
  FROM datamove.source_grant g LEFT JOIN pg_roles r ON r.oid = g.role
  WHERE g.role = 0 OR pg_has_role(r.oid, 'MEMBER');
COMMENT ON VIEW datamove.allowed_source IS 'The sources that roles may read with datamove: to each role its own and those of roles that it is a member of, to superusers all';

CREATE OR REPLACE FUNCTION datamove.normalized_prefix(prefix text) RETURNS text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  normalized text := CASE WHEN prefix ~ '^/+$' THEN '/' ELSE rtrim(prefix, '/') END;
BEGIN
  IF prefix IS NULL THEN
    RAISE EXCEPTION 'prefix must not be null' USING ERRCODE = '22004';
  ELSIF normalized ~ '[*?]' THEN
    RAISE EXCEPTION 'invalid prefix: "%"', prefix
      USING ERRCODE = '22023', HINT = 'A prefix is no pattern: it covers all that is below it.';
  ELSIF datamove.is_object(normalized) THEN
    IF normalized !~ '^s3://[A-Za-z0-9._-]+(/.*)?$' OR normalized ~ E'/\\.\\.?(/|$)' THEN
      RAISE EXCEPTION 'invalid prefix: "%"', prefix
        USING ERRCODE = '22023', HINT = 'Write s3://bucket, or s3://bucket/prefix.';
    END IF;
  ELSIF normalized !~ '^/' THEN
    RAISE EXCEPTION 'invalid prefix: "%"', prefix
      USING ERRCODE = '22023', HINT = 'Write the absolute path of a file or directory of the server, or s3://bucket/prefix.';
  END IF;
  RETURN normalized;
END
$$;
COMMENT ON FUNCTION datamove.normalized_prefix(text) IS 'A prefix without a slash at its end; refuses what is none';

CREATE OR REPLACE FUNCTION datamove.role_of_grant(role name) RETURNS regrole
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found oid;
BEGIN
  IF role IS NULL THEN
    RAISE EXCEPTION 'role must not be null' USING ERRCODE = '22004';
  ELSIF role = 'public' THEN
    RETURN 0;
  END IF;
  SELECT r.oid INTO found FROM pg_roles r WHERE r.rolname = role;
  IF found IS NULL THEN
    RAISE EXCEPTION 'role "%" does not exist', role
      USING ERRCODE = '42704', HINT = 'The name is taken as it is, without quotes; ''public'' means every role.';
  END IF;
  RETURN found;
END
$$;
COMMENT ON FUNCTION datamove.role_of_grant(name) IS 'A role by its name, 0 for public';

CREATE OR REPLACE FUNCTION datamove.forget_dropped_roles() RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
  DELETE FROM datamove.source_grant g
  WHERE g.role <> 0 AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = g.role)
$$;
COMMENT ON FUNCTION datamove.forget_dropped_roles() IS 'Removes the entries that are void';

CREATE OR REPLACE FUNCTION datamove.allow_source(prefix text, role name) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  normalized text := datamove.normalized_prefix(prefix);
  holder regrole := datamove.role_of_grant(role);
  kept text := normalized;
  command json;
BEGIN
  IF NOT datamove.is_object(normalized) THEN
    command := datamove.converse('resolve', normalized, '{}', '{}');
    IF command ->> 'do' = 'failed' THEN
      PERFORM datamove.raise_failure((command -> 'failure')::jsonb);
    END IF;
    kept := command #>> '{result,path}';
    IF pg_stat_file(kept, true) IS NULL THEN
      RAISE WARNING 'file or directory "%" does not exist', kept
        USING DETAIL = 'The entry is kept for whatever comes to be there.';
    END IF;
  END IF;
  PERFORM datamove.forget_dropped_roles();
  INSERT INTO datamove.source_grant AS g (prefix, role, given) VALUES (kept, holder, normalized)
  ON CONFLICT ON CONSTRAINT source_grant_pkey DO UPDATE SET given = excluded.given;
  RETURN kept;
END
$$;
COMMENT ON FUNCTION datamove.allow_source(text, name) IS 'Lets a role, or public, read a file, a directory or the objects below s3://bucket/prefix; gives the prefix with symbolic links resolved. For superusers';

CREATE OR REPLACE FUNCTION datamove.revoke_source(prefix text, role name) RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  normalized text := datamove.normalized_prefix(prefix);
  holder regrole := datamove.role_of_grant(role);
BEGIN
  PERFORM datamove.forget_dropped_roles();
  DELETE FROM datamove.source_grant g WHERE g.role = holder AND normalized IN (g.prefix, g.given);
  RETURN FOUND;
END
$$;
COMMENT ON FUNCTION datamove.revoke_source(text, name) IS 'Takes back what allow_source gave; tells whether there was such an entry. For superusers';
