-- What the manual describes, as psql shows it.
\x on
SELECT proname AS function, pg_get_function_arguments(p.oid) AS arguments,
       pg_get_function_result(p.oid) AS result, obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc AS p
WHERE pronamespace = 'datamove'::regnamespace
  AND proname IN ('move', 'validate', 'inspect', 'describe', 'version')
ORDER BY proname;
\x off
-- Functions with the rights of their owner have a search path of their own.
SELECT proname, proconfig
FROM pg_proc
WHERE pronamespace = 'datamove'::regnamespace AND prosecdef
ORDER BY proname;
-- Functions in Java are for their owner only.
SELECT proname, proacl
FROM pg_proc
WHERE pronamespace = 'datamove'::regnamespace
  AND prolang IN (SELECT oid FROM pg_language WHERE lanname LIKE 'java%')
  AND has_function_privilege('datamove_user', oid, 'EXECUTE');
-- PUBLIC has no rights.
SELECT proname
FROM pg_proc
WHERE pronamespace = 'datamove'::regnamespace AND has_function_privilege('stranger', oid, 'EXECUTE');
SELECT has_schema_privilege('stranger', 'datamove', 'USAGE') AS usage,
       has_schema_privilege('datamove_user', 'datamove', 'CREATE') AS create;
-- Everything has a comment.
SELECT pg_describe_object(classid, objid, 0) AS uncommented
FROM (
  SELECT 'pg_proc'::regclass AS classid, oid AS objid
  FROM pg_proc WHERE pronamespace = 'datamove'::regnamespace
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid
  FROM pg_type AS t JOIN pg_class AS c ON c.oid = t.typrelid
  WHERE t.typnamespace = 'datamove'::regnamespace AND c.relkind = 'c'
  UNION ALL
  SELECT 'pg_class'::regclass, oid
  FROM pg_class WHERE relnamespace = 'datamove'::regnamespace AND relkind IN ('r', 'v', 'S')
  UNION ALL
  SELECT 'pg_namespace'::regclass, oid FROM pg_namespace WHERE nspname = 'datamove'
) AS object
WHERE obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)) IS NULL
ORDER BY 1;
