-- Who may call what. Roles get datamove by GRANT datamove_user TO role. What users call runs as the
-- user, and so must all that it calls in its turn; engine_begin, engine_next, engine_close and
-- engine_version are the gate. All else, functions in Java or that start a program above all, is for the owner alone.

DO $grants$
DECLARE
  open_to_users name[] := ARRAY[
    'clear_own_rejected', 'clear_rejected', 'correct_own_rejected', 'correct_rejected', 'reload_rejected', 'rejected_file', 'split_record', 'csv_line', 'describe', 'inspect', 'move', 'validate', 'version',
    -- what these have the engine do, and what it has done by commands
    'converse', 'run_block', 'run_command', 'tell', 'engine_begin', 'engine_next', 'engine_close', 'engine_version',
    'failed_command', 'shown_text', 'find_target', 'describe_target', 'describe_again', 'count_values',
    'judge_values', 'normalize_values', 'type_of_values', 'judge_probe', 'normal_probe', 'try_values', 'readable_text',
    'find_probes', 'probe_rows', 'deparse_probe', 'build_probe', 'probe_values', 'probe_parent', 'probe_key',
    -- the request and the catalog
    'prepare_request', 'build_request', 'refuse_read_only', 'not_null', 'event_triggers', 'lock_timeout_option', 'resolve_new', 'find_relation', 'find_denied',
    'find_dependents', 'describe_columns', 'describe_dependents', 'describe_keys', 'describe_relation', 'find_type', 'find_type_mod',
    'find_type_name', 'resolve_type', 'resolve_types', 'type_document', 'type_parts', 'type_sql', 'vector_schema'];
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
GRANT SELECT ON datamove.rejected_row, datamove.rejected_move, datamove.allowed_source TO datamove_user;
