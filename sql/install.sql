-- Installs datamove into the database, or brings the one that is there up to date.
--
--   psql -d DB -v jar=/absolute/path/datamove-server.jar -f sql/install.sql
--
-- jar      the server jar, a path on the server's machine
-- engine   how SQL reaches the engine: pljava, or program for a server without PL/Java; where it is
--          not given, pljava if the extension can be created, else program
-- java     for engine program: the java command, if it is not on the server's PATH
--
-- A superuser runs it. It is one transaction: it succeeds as a whole or changes nothing.

\set ON_ERROR_STOP on
\set QUIET on
\set SHOW_CONTEXT never
\if :{?engine}
\else
  SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_available_extensions x WHERE x.name = 'pljava')
    THEN 'pljava' ELSE 'program' END AS engine \gset
\endif
\if :{?java}
\else
  \set java java
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
SET LOCAL datamove.install_java = :'java';

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
  IF engine NOT IN ('pljava', 'program') THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('invalid engine: "%s"', engine),
      HINT = 'Engines are: pljava, program.';
  END IF;
  -- CREATE OR REPLACE leaves the owner as it is: somebody else's schema, function, table or type
  -- must not become part of what a superuser installs.
  SELECT format('%s is owned by role "%s", which is no superuser', o.object, r.rolname)
  INTO intruder
  FROM (
    SELECT 1, 'schema "datamove"', n.nspowner FROM pg_namespace n WHERE n.nspname = 'datamove'
    UNION ALL
    SELECT 2, format('function %s', p.oid::regprocedure), p.proowner FROM pg_proc p
    WHERE p.pronamespace = to_regnamespace('datamove')
    UNION ALL
    SELECT 3, format('relation %s', c.oid::regclass), c.relowner FROM pg_class c
    WHERE c.relnamespace = to_regnamespace('datamove')
    UNION ALL
    SELECT 4, format('type %s', t.oid::regtype), t.typowner FROM pg_type t
    WHERE t.typnamespace = to_regnamespace('datamove')
  ) o(place, object, owner)
  JOIN pg_roles r ON r.oid = o.owner
  WHERE NOT r.rolsuper
  ORDER BY o.place, o.object LIMIT 1;
  IF intruder IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
      MESSAGE = intruder,
      HINT = 'Find out whose it is, then drop it or make a superuser its owner.';
  END IF;
  -- A second installation at the same time waits here; only superusers can take this lock, which
  -- bothers nobody else.
  LOCK TABLE pg_extension IN SHARE UPDATE EXCLUSIVE MODE;
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

\ir types.sql

-- An installation of before the engine drove its moves had functions of other shapes, most of them gone.
DO $old$
DECLARE
  old record;
BEGIN
  IF to_regprocedure('datamove.engine_plan(uuid,jsonb)') IS NOT NULL THEN
    FOR old IN
      SELECT p.oid::regprocedure AS signature FROM pg_proc p
      WHERE p.pronamespace = 'datamove'::regnamespace AND p.proname IN (
        'answer_question', 'build_result', 'carry_out', 'count_values', 'create_stage', 'engine_begin', 'engine_load', 'engine_locate',
        'engine_next', 'engine_next_staged', 'engine_open', 'engine_plan', 'engine_request', 'execute_plan', 'execute_with_indexes',
        'explain_refusal', 'find_place_of_key', 'find_refused_place', 'find_refused_row', 'insert_from_staging', 'java_locate', 'java_next',
        'load_chunk', 'lock_before_description', 'lock_target', 'may_freeze', 'move_request', 'open_for_caller', 'progress_option',
        'raise_diagnostics', 'raise_located', 'raise_out_of_memory', 'raise_shown', 'rehearse', 'row_in_context', 'run_chunk',
        'run_index_step', 'run_unseen', 'same_table', 'show_duration', 'shown_diagnostics', 'store_rejected', 'tell_progress',
        'warnings_in_short', 'without_rebuild')
      ORDER BY p.prokind -- an aggregate before its functions
    LOOP
      EXECUTE format('DROP ROUTINE %s', old.signature);
    END LOOP;
  END IF;
END
$old$;

\set engine_install install_ :engine .sql
\ir :engine_install

\ir describe.sql
\ir find_denied.sql
\ir new_types.sql
\ir shown_text.sql
\ir failure.sql
\ir rejects.sql
\ir reload.sql
\ir values.sql
\ir find_probes.sql
\ir probe_rows.sql
\set engine_functions engine_ :engine .sql
\ir :engine_functions
\ir sources.sql
\ir s3.sql
\ir stage.sql
\ir gate.sql
\ir request.sql
\ir converse.sql
\ir api.sql
\ir reload_api.sql
\ir rejected_file.sql

\ir grants.sql

\set engine_check check_ :engine .sql
\ir :engine_check

SET LOCAL client_min_messages = error; -- PL/Java warns at the end of the transaction that began it
COMMIT;
