-- What the definition of a table needs and the caller may not use, which the server finds out only
-- where it computes a default, a generated column, a check, an index or a partition; domains are
-- asked for with the values.

CREATE OR REPLACE FUNCTION datamove.find_denied(relation oid) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
  RETURN (
    WITH RECURSIVE
    -- The relation and its partitions: where rows inserted into it may go.
    family(relid) AS (
      SELECT relation
      UNION
      SELECT i.inhrelid FROM family f JOIN pg_class p ON p.oid = f.relid AND p.relkind = 'p'
        JOIN pg_inherits i ON i.inhparent = f.relid
    ),
    users AS (
      SELECT 'pg_attrdef'::regclass AS classid, d.oid AS objid, a.attname,
        CASE a.attgenerated WHEN '' THEN 'default' ELSE 'generated' END AS kind,
        format('%s of column "%s"', CASE a.attgenerated WHEN '' THEN 'default' ELSE 'generation' END,
          a.attname) AS words
      FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
      WHERE d.adrelid = relation
      UNION ALL
      SELECT 'pg_constraint'::regclass, k.oid, NULL, 'check', format('check constraint "%s"', k.conname)
      FROM family f JOIN pg_constraint k ON k.conrelid = f.relid AND k.contype = 'c'
      UNION ALL
      SELECT 'pg_class'::regclass, x.indexrelid, NULL, 'index', format('index "%s"', c.relname)
      FROM family f JOIN pg_index x ON x.indrelid = f.relid AND num_nonnulls(x.indexprs, x.indpred) > 0
        JOIN pg_class c ON c.oid = x.indexrelid
      UNION ALL
      SELECT 'pg_class'::regclass, p.partrelid, NULL, 'partition', 'partition key'
      FROM family f JOIN pg_partitioned_table p ON p.partrelid = f.relid AND p.partexprs IS NOT NULL
    ),
    used AS (
      SELECT u.attname, u.kind, u.words, d.refclassid,
        CASE d.refclassid WHEN 'pg_operator'::regclass THEN o.oprcode::oid ELSE d.refobjid END AS objid
      FROM users u
      JOIN pg_depend d ON d.classid = u.classid AND d.objid = u.objid AND d.deptype IN ('n', 'a')
      LEFT JOIN pg_operator o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
    )
    SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('kind', u.kind, 'column', u.attname,
      'user', u.words, 'object', n.object, 'privilege', n.privilege)), '[]')
    FROM used u
    CROSS JOIN LATERAL (
      SELECT format('function %s', p.proname) AS object, 'EXECUTE' AS privilege FROM pg_proc p
      WHERE u.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass) AND p.oid = u.objid
        AND NOT has_function_privilege(p.oid, 'EXECUTE')
      UNION ALL
      SELECT format('sequence %s', c.relname), 'USAGE' FROM pg_class c
      WHERE u.refclassid = 'pg_class'::regclass AND c.oid = u.objid
        AND CASE c.relkind WHEN 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE, UPDATE') END
        -- Those that a column owns are told with it.
        AND NOT EXISTS (SELECT FROM pg_depend o WHERE o.classid = 'pg_class'::regclass
          AND o.objid = c.oid AND o.refclassid = 'pg_class'::regclass AND o.refobjid = relation
          AND o.deptype IN ('a', 'i'))
    ) n);
END
$$;
COMMENT ON FUNCTION datamove.find_denied(oid) IS 'Functions and sequences that a table''s definition needs and the caller may not use';
