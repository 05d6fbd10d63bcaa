-- Removes datamove from the database: psql -d DB -f sql/uninstall.sql
--
-- A superuser runs it. It is one transaction, and it drops datamove's own objects only: where
-- something else depends on one of them, the error names it and nothing has changed. PL/Java stays.

\set ON_ERROR_STOP on
\set QUIET on
\set SHOW_CONTEXT never

BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL search_path = pg_catalog, pg_temp;

DO $uninstall$
DECLARE
  -- By name, so that what somebody else put into the schema is not dropped with it.
  functions name[] := ARRAY[
    'allow_source', 'answer_question', 'ask_as_caller', 'create_stage', 'engine_next_staged', 'fill_stage', 'stage_name', 'stage_type', 'engine_begin', 'forget_dropped_roles', 'is_object', 'normalized_prefix', 'open_for_caller', 'revoke_source', 'role_of_grant', 'role_sources', 's3_mapping', 's3_options', 's3_server', 's3_settings',
    'find_type', 'find_type_mod', 'find_type_name', 'resolve_type', 'resolve_types', 'type_document', 'type_parts', 'vector_schema',
    'build_request', 'build_result', 'carry_out', 'may_freeze', 'clear_as_caller', 'clear_for_caller', 'clear_own_rejected', 'clear_rejected', 'correct_as_caller', 'correct_for_caller', 'correct_own_rejected', 'correct_rejected',
    'fetch_rejected', 'keep_again', 'lock_rejected', 'open_rejected', 'csv_line', 'rejected_file', 'release_rejected', 'split_record', 'reload_rejected', 'remove_reloaded', 'count_values', 'describe', 'describe_columns',
    'describe_dependents', 'describe_keys', 'describe_relation', 'engine_close', 'engine_load', 'engine_locate',
    'engine_next', 'engine_open', 'engine_plan', 'engine_request', 'engine_version', 'event_triggers',
    'execute_plan', 'execute_with_indexes', 'run_index_step', 'run_unseen', 'without_rebuild', 'find_denied', 'find_dependents', 'find_refused_place', 'find_refused_row', 'find_relation', 'insert_from_staging', 'inspect', 'java_check', 'java_close',
    'java_compare', 'java_locate', 'java_next', 'java_open', 'java_problem', 'java_version', 'judge_probe', 'judge_slice', 'load_chunk', 'load_nested', 'need_java', 'raise_located', 'readable_text', 'rehearse', 'row_in_context', 'run_chunk',
    'lock_before_description', 'lock_target', 'lock_timeout_option', 'move', 'move_request',
    'explain_refusal', 'find_place_of_key', 'warnings_in_short', 'normal_probe', 'normal_slice',
    'not_null', 'program_apart', 'program_archive', 'program_archive_command', 'program_encoding', 'program_directory', 'program_ended', 'program_exists', 'program_full', 'program_java', 'program_make_archive', 'program_read', 'program_run', 'program_send', 'program_start',
    'program_setting', 'program_version', 'program_write', 'shell_word', 'store_rejected', 'progress_option', 'raise_diagnostics', 'raise_failure', 'raise_out_of_memory', 'raise_shown', 'resolve_new', 'same_table', 'session_role', 'show_duration', 'shown_diagnostics', 'shown_text', 'start_java', 'tell_progress', 'type_sql',
    'converse', 'run_block', 'run_command', 'tell', 'engine_turn', 'failed_command', 'find_target', 'describe_target', 'describe_again',
    'find_probes', 'probe_rows', 'deparse_probe', 'build_probe', 'probe_values', 'probe_parent', 'probe_key',
    'judge_values', 'normalize_values', 'type_asked_for', 'type_of_values', 'try_values', 'prepare_request', 'refuse_read_only', 'drop_stage', 'without_event_triggers',
    'validate', 'version'];
  tables name[] := ARRAY['rejected_row', 'rejected_move', 'setting', 'source_grant'];
  views name[] := ARRAY['allowed_source'];
  types name[] := ARRAY['column_profile', 'finding', 'move_result'];
  list text;
BEGIN
  IF current_setting('is_superuser') <> 'on' THEN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
      MESSAGE = 'must be superuser to uninstall datamove';
  END IF;
  IF to_regnamespace('datamove') IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
      MESSAGE = format('datamove is not installed in database "%s"', current_database());
  END IF;

  DROP FOREIGN DATA WRAPPER IF EXISTS datamove_s3;
  DROP TABLE IF EXISTS datamove.uninterrupted;
  DROP OPERATOR FAMILY IF EXISTS datamove.java_ops USING btree;
  SELECT string_agg(p.oid::regprocedure::text, ', ') INTO list FROM pg_proc p
  WHERE p.pronamespace = 'datamove'::regnamespace AND p.proname = ANY (functions);
  IF list IS NOT NULL THEN
    EXECUTE 'DROP ROUTINE ' || list;
  END IF;
  SELECT string_agg(c.oid::regclass::text, ', ') INTO list FROM pg_class c
  WHERE c.relnamespace = 'datamove'::regnamespace AND c.relname = ANY (views);
  IF list IS NOT NULL THEN
    EXECUTE 'DROP VIEW ' || list;
  END IF;
  SELECT string_agg(c.oid::regclass::text, ', ') INTO list FROM pg_class c
  WHERE c.relnamespace = 'datamove'::regnamespace AND c.relname = ANY (tables);
  IF list IS NOT NULL THEN
    EXECUTE 'DROP TABLE ' || list;
  END IF;
  SELECT string_agg(t.oid::regtype::text, ', ') INTO list FROM pg_type t
  WHERE t.typnamespace = 'datamove'::regnamespace AND t.typname = ANY (types);
  IF list IS NOT NULL THEN
    EXECUTE 'DROP TYPE ' || list;
  END IF;
  DROP SCHEMA datamove;

  -- Apart, because an expression that names the table is not even read where there is no PL/Java.
  IF to_regclass('sqlj.jar_repository') IS NOT NULL THEN
    IF EXISTS (SELECT FROM sqlj.jar_repository r WHERE r.jarname = 'datamove') THEN
      BEGIN
        PERFORM sqlj.remove_jar('datamove', false);
      EXCEPTION WHEN OTHERS THEN
        DELETE FROM sqlj.jar_repository r WHERE r.jarname = 'datamove'; -- Java does not start
      END;
    END IF;
  END IF;
END
$uninstall$;

SET LOCAL client_min_messages = notice;
DO $role$
DECLARE
  uses text;
BEGIN
  IF to_regrole('datamove_user') IS NULL THEN
    NULL;
  ELSIF shobj_description(to_regrole('datamove_user'), 'pg_authid')
    IS DISTINCT FROM 'May use the functions of datamove. Made by its installation.'
  THEN
    RAISE NOTICE USING MESSAGE = 'role "datamove_user" is kept',
      DETAIL = 'It was not made by the installation of datamove.';
  ELSE
    BEGIN
      DROP ROLE datamove_user;
    EXCEPTION WHEN dependent_objects_still_exist THEN
      GET STACKED DIAGNOSTICS uses = PG_EXCEPTION_DETAIL;
      RAISE NOTICE USING MESSAGE = 'role "datamove_user" is kept because it is still used',
        DETAIL = uses,
        HINT = 'Another database may have datamove too. Otherwise: DROP OWNED BY datamove_user'
          ' there, then DROP ROLE datamove_user.';
    END;
  END IF;
  RAISE INFO 'datamove uninstalled';
END
$role$;
COMMIT;
