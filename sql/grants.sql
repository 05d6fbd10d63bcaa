-- Who may call what. Roles get datamove by GRANT datamove_user TO role. What users call runs as the
-- user, and so must all that it calls in its turn; engine_begin and the functions engine_next to
-- engine_version are the gate. All else, functions in Java or that start a program above all, is for the owner alone.

DO $grants$
DECLARE
  open_to_users name[] := ARRAY[
    'clear_own_rejected', 'clear_rejected', 'describe', 'inspect', 'move', 'validate', 'version',
    'find_type', 'find_type_mod', 'find_type_name', 'resolve_type', 'resolve_types', 'type_document', 'type_parts', 'vector_schema',
    'explain_refusal', 'find_place_of_key', 'warnings_in_short', 'normal_probe', 'normal_slice',
    'answer_question', 'build_request', 'build_result', 'carry_out', 'may_freeze', 'count_values', 'describe_columns', 'describe_dependents', 'describe_keys', 'describe_relation',
    'engine_begin', 'engine_close', 'engine_load', 'engine_locate', 'engine_next', 'engine_next_staged', 'engine_plan',
    'engine_version', 'event_triggers', 'execute_plan', 'execute_with_indexes', 'run_index_step', 'without_rebuild', 'find_denied', 'find_dependents', 'find_refused_place', 'find_refused_row', 'find_relation', 'insert_from_staging', 'judge_probe', 'judge_slice', 'load_chunk', 'raise_located', 'readable_text', 'rehearse', 'row_in_context', 'run_chunk',
    'lock_before_description', 'lock_target', 'lock_timeout_option', 'move_request', 'not_null',
    'progress_option', 'raise_diagnostics', 'raise_failure', 'raise_out_of_memory', 'raise_shown', 'resolve_new', 'same_table', 'show_duration', 'shown_diagnostics', 'shown_text', 'stage_name', 'tell_progress', 'type_sql'];
  function record;
BEGIN
  FOR function IN
    SELECT p.oid::regprocedure AS signature, p.proname = ANY (open_to_users) AS is_open
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'datamove'
    ORDER BY p.oid
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, datamove_user', function.signature);
    IF function.is_open THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO datamove_user', function.signature);
    END IF;
  END LOOP;
END
$grants$;

REVOKE ALL ON SCHEMA datamove FROM PUBLIC;
GRANT USAGE ON SCHEMA datamove TO datamove_user;

-- Nobody but the owner has more than SELECT on anything, whatever default privileges or an earlier
-- version gave: whoever may change a relation may lock it, and with a view its tables, against all others.
DO $relations$
DECLARE
  given record;
BEGIN
  FOR given IN
    SELECT c.oid::regclass AS relation, c.relkind, a.privilege_type, a.grantee
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.relnamespace = 'datamove'::regnamespace AND a.grantee <> c.relowner AND a.privilege_type <> 'SELECT'
    UNION
    SELECT c.oid::regclass, c.relkind, a.privilege_type, a.grantee
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
    WHERE c.relnamespace = 'datamove'::regnamespace AND a.grantee <> c.relowner AND a.privilege_type <> 'SELECT'
  LOOP
    -- What is revoked from a table goes from its columns too.
    EXECUTE format('REVOKE %s ON %s %s FROM %s CASCADE', given.privilege_type,
      CASE given.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, given.relation,
      CASE given.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(given.grantee)) END);
  END LOOP;
END
$relations$;
GRANT SELECT ON datamove.rejected_row, datamove.allowed_source TO datamove_user;
