-- Installs datamove into the database, or brings the one that is there up to date.
--
--   psql -d DB -v jar=/absolute/path/datamove-server.jar -f sql/install.sql
--
-- jar      the server jar, a path on the server's machine
-- engine   how SQL reaches the engine; pljava is the default
--
-- A superuser runs it. It is one transaction: it succeeds as a whole or changes nothing.

\set ON_ERROR_STOP on
\set QUIET on
\set SHOW_CONTEXT never
\if :{?engine}
\else
  \set engine pljava
\endif
\if :{?jar}
\else
  \set jar ''
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL datamove.install_engine = :'engine';
SET LOCAL datamove.install_jar = :'jar';

DO $check$
DECLARE
  engine text := current_setting('datamove.install_engine');
  intruder text;
BEGIN
  IF current_setting('is_superuser') <> 'on' THEN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
      MESSAGE = 'must be superuser to install datamove';
  END IF;
  IF current_setting('server_version_num')::int < 130000 THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
      MESSAGE = 'datamove needs PostgreSQL 13 or later',
      DETAIL = format('This server is PostgreSQL %s.', current_setting('server_version'));
  END IF;
  IF engine NOT IN ('pljava') THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('invalid engine: "%s"', engine),
      HINT = 'Engines are: pljava.';
  END IF;
  -- CREATE OR REPLACE leaves the owner as it is: somebody else's schema or function must not
  -- become part of what a superuser installs.
  SELECT format('schema "datamove" is owned by role "%s", which is no superuser', r.rolname)
  INTO intruder
  FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
  WHERE n.nspname = 'datamove' AND NOT r.rolsuper;
  IF intruder IS NULL THEN
    SELECT format('function %s is owned by role "%s", which is no superuser',
      p.oid::regprocedure, r.rolname)
    INTO intruder
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
    WHERE n.nspname = 'datamove' AND NOT r.rolsuper
    ORDER BY p.oid LIMIT 1;
  END IF;
  IF intruder IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
      MESSAGE = intruder,
      HINT = 'Find out whose it is, then drop it or make a superuser its owner.';
  END IF;
  -- A second installation at the same time waits here.
  PERFORM pg_advisory_xact_lock(hashtext('datamove.install'));
END
$check$;

CREATE SCHEMA IF NOT EXISTS datamove;
COMMENT ON SCHEMA datamove IS
  'datamove: moves CSV data into tables. It holds nothing but datamove''s own objects.';

DO $role$
BEGIN
  CREATE ROLE datamove_user NOLOGIN;
  COMMENT ON ROLE datamove_user IS 'May use the functions of datamove. Made by its installation.';
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- there already, or made by an installation into another database at this moment
END
$role$;

\set engine_install install_ :engine .sql
\ir :engine_install

\ir types.sql
\ir describe.sql
\ir gate.sql
\ir executor.sql
\set engine_functions engine_ :engine .sql
\ir :engine_functions
\ir api.sql

\ir grants.sql

\set engine_check check_ :engine .sql
\ir :engine_check

SET LOCAL client_min_messages = error; -- PL/Java warns at the end of the transaction that began it
COMMIT;
