-- Who may call what. Roles get datamove by GRANT datamove_user TO role. The functions in Java, and
-- what decides about sources, are for their owner alone, who is the owner of the gate before them.

DO $grants$
DECLARE
  function record;
BEGIN
  FOR function IN
    SELECT p.oid::regprocedure AS signature,
      p.proname LIKE 'java\_%' OR p.proname IN ('session_role', 'check_source', 'engine_request')
        AS is_inner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'datamove'
    ORDER BY p.oid
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, datamove_user', function.signature);
    IF NOT function.is_inner THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO datamove_user', function.signature);
    END IF;
  END LOOP;
END
$grants$;

REVOKE ALL ON SCHEMA datamove FROM PUBLIC;
GRANT USAGE ON SCHEMA datamove TO datamove_user;
