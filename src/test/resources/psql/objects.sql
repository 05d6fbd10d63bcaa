-- The public surface.
\x on
SELECT proname, pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
       prosecdef AS definer, proconfig AS settings
FROM pg_proc p
WHERE pronamespace = 'datamove'::regnamespace AND has_function_privilege('datamove_user', p.oid, 'EXECUTE')
ORDER BY proname;
\x off
-- Whatever has no comment.
SELECT pg_describe_object(d.classid, d.objid, 0) AS uncommented
FROM (
  SELECT 'pg_proc'::regclass AS classid, oid AS objid FROM pg_proc WHERE pronamespace = 'datamove'::regnamespace
  UNION ALL
  SELECT 'pg_class'::regclass, oid FROM pg_class
  WHERE relnamespace = 'datamove'::regnamespace AND relkind IN ('r', 'v', 'c', 'S')
  UNION ALL
  SELECT 'pg_namespace'::regclass, 'datamove'::regnamespace::oid
) AS d
WHERE obj_description(d.objid, d.classid::regclass::text::name) IS NULL
ORDER BY 1;
