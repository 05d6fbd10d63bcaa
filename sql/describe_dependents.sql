-- What depends on the columns of a relation, for datamove.describe_relation. docs/describe.md gives
-- the shape.

-- family: the relation and all that inherits from it.
CREATE OR REPLACE FUNCTION datamove.describe_dependents(relation oid, family oid[]) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $describe$
BEGIN
  RETURN (
    WITH
    names AS NOT MATERIALIZED (
      SELECT c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) AS qualified
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    ),
    -- A constraint's index stands for the constraint.
    found AS MATERIALIZED (
      SELECT f.*, CASE f.classid WHEN 'pg_constraint'::regclass THEN f.objid
        ELSE owner.refobjid END AS constraint_id
      FROM datamove.find_dependents(relation, family) f
      LEFT JOIN pg_depend owner ON f.classid = 'pg_class'::regclass AND f.objsubid = 0
        AND owner.classid = f.classid AND owner.objid = f.objid AND owner.objsubid = 0
        AND owner.refclassid = 'pg_constraint'::regclass AND owner.deptype = 'i'
    ),
    -- As users know them. alters: ALTER TYPE of a column that it uses is refused; row_alters: the
    -- same for its row type. What partitions and children have from their parents is excluded.
    named AS (
      SELECT f.target, f.how, f.deptype, f.in_drop, f.in_rebuild, o.*,
        o.class_id = 'pg_constraint'::regclass AND f.classid = 'pg_class'::regclass AS by_index,
        CASE WHEN f.how = 'row type' AND o.kind NOT IN ('view', 'materialized view')
          THEN 'row type user' ELSE o.kind END AS shown_kind
      FROM found f
      CROSS JOIN LATERAL (
        SELECT 'pg_class'::regclass::oid AS class_id, v.oid AS obj_id, 0 AS sub_id,
          CASE v.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END AS kind,
          v.qualified AS name, NULL::oid AS table_id, true AS alters,
          f.classid = 'pg_rewrite'::regclass OR v.relkind = 'm' AS row_alters,
          format('DROP %s %s', CASE v.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
            v.qualified) AS drop_sql
        FROM names v
        WHERE v.relkind IN ('v', 'm') AND v.oid = CASE f.classid
          WHEN 'pg_class'::regclass THEN f.objid
          WHEN 'pg_rewrite'::regclass THEN (SELECT w.ev_class FROM pg_rewrite w
            WHERE w.oid = f.objid AND w.rulename = '_RETURN') END
        UNION ALL
        SELECT f.classid, f.objid, 0, 'rule', w.rulename, w.ev_class, true, true,
          format('DROP RULE %I ON %s', w.rulename, t.qualified)
        FROM pg_rewrite w JOIN names t ON t.oid = w.ev_class
        WHERE f.classid = 'pg_rewrite'::regclass AND w.oid = f.objid AND w.rulename <> '_RETURN'
        UNION ALL
        SELECT f.classid, f.objid, 0, 'index', i.qualified, x.indrelid, false, true,
          format('DROP INDEX %s', i.qualified)
        FROM pg_index x JOIN names i ON i.oid = x.indexrelid
        WHERE f.classid = 'pg_class'::regclass AND f.objsubid = 0 AND f.constraint_id IS NULL
          AND x.indexrelid = f.objid AND (x.indrelid = relation OR NOT EXISTS (
            SELECT FROM pg_inherits p WHERE p.inhrelid = f.objid))
        UNION ALL
        SELECT f.classid, f.objid, 0, 'sequence', s.qualified, NULL, false, false,
          format('ALTER SEQUENCE %s OWNED BY NONE', s.qualified)
        FROM names s
        WHERE f.classid = 'pg_class'::regclass AND s.oid = f.objid AND s.relkind = 'S'
          AND f.deptype = 'a'
        UNION ALL
        SELECT f.classid, f.objid, 0, 'partition key', t.qualified, t.oid, true, true, NULL
        FROM names t
        WHERE f.classid = 'pg_class'::regclass AND f.objsubid = 0 AND t.oid = f.objid
          AND t.relkind = 'p'
        UNION ALL
        SELECT 'pg_constraint'::regclass, k.oid, 0, CASE k.contype WHEN 'p' THEN 'primary key'
            WHEN 'u' THEN 'unique constraint' WHEN 'x' THEN 'exclusion constraint'
            WHEN 'c' THEN CASE WHEN k.contypid <> 0 THEN 'domain constraint'
              ELSE 'check constraint' END
            ELSE CASE WHEN EXISTS (SELECT FROM pg_attribute ka
                JOIN pg_attribute ta ON ta.attrelid = relation AND ta.attname = ka.attname
                WHERE ka.attrelid = k.conrelid AND ka.attnum = ANY (k.conkey)
                  AND ta.attnum = f.target AND k.conrelid = ANY (family))
              THEN 'foreign key' ELSE 'referencing foreign key' END END,
          k.conname, nullif(k.conrelid, 0), false, true,
          CASE WHEN k.contypid <> 0
            THEN format('ALTER DOMAIN %s DROP CONSTRAINT %I', format_type(k.contypid, NULL),
              k.conname)
            ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', t.qualified, k.conname) END
        FROM pg_constraint k
        LEFT JOIN names t ON t.oid = k.conrelid
        LEFT JOIN pg_constraint up ON up.oid = k.conparentid
        WHERE k.oid = f.constraint_id AND k.contype IN ('p', 'u', 'x', 'c', 'f')
          AND (k.contypid = 0 OR f.how <> 'row type')
          AND (k.conrelid = relation OR k.coninhcount = 0 OR k.conislocal)
          AND (up.oid IS NULL OR (up.conrelid <> ALL (family) AND up.confrelid <> ALL (family)))
        UNION ALL
        -- A generated column, from its expression or up to 14 itself; else a column of the type.
        SELECT 'pg_class'::regclass, a.attrelid, a.attnum,
          CASE WHEN f.how = 'row type' THEN 'row type user' ELSE 'generated column' END,
          a.attname, a.attrelid, true, true,
          format(CASE WHEN a.attgenerated <> '' THEN 'ALTER TABLE %s DROP COLUMN %I'
            ELSE 'ALTER TABLE %s ALTER COLUMN %I TYPE jsonb USING pg_catalog.to_jsonb(%2$I)' END,
            t.qualified, a.attname)
        FROM (
          SELECT f.objid AS relid, f.objsubid AS num
          WHERE f.classid = 'pg_class'::regclass AND f.objsubid > 0
          UNION ALL
          SELECT d.adrelid, d.adnum FROM pg_attrdef d
          WHERE f.classid = 'pg_attrdef'::regclass AND d.oid = f.objid
        ) x
        JOIN pg_attribute a ON a.attrelid = x.relid AND a.attnum = x.num
        JOIN names t ON t.oid = a.attrelid AND t.relkind NOT IN ('c', 'v', 'm')
        WHERE (f.classid = 'pg_class'::regclass OR a.attgenerated <> '')
          AND NOT (a.attinhcount > 0 AND a.attrelid <> relation)
          AND (a.attrelid, a.attnum) IS DISTINCT FROM (relation, f.target)
        UNION ALL
        SELECT f.classid, f.objid, 0, 'default', a.attname, a.attrelid, false, true,
          format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', t.qualified, a.attname)
        FROM pg_attrdef d
        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        JOIN names t ON t.oid = a.attrelid
        WHERE f.classid = 'pg_attrdef'::regclass AND d.oid = f.objid AND a.attgenerated = ''
          AND f.deptype = 'n' AND NOT (a.attrelid = ANY (family)
            AND a.attname = (SELECT ta.attname FROM pg_attribute ta
              WHERE ta.attrelid = relation AND ta.attnum = f.target)) IS TRUE
        UNION ALL
        SELECT f.classid, f.objid, 0, 'trigger', g.tgname, g.tgrelid, true, true,
          format('DROP TRIGGER %I ON %s', g.tgname, t.qualified)
        FROM pg_trigger g JOIN names t ON t.oid = g.tgrelid
        WHERE f.classid = 'pg_trigger'::regclass AND g.oid = f.objid AND NOT g.tgisinternal
          AND (g.tgparentid = 0 OR g.tgrelid = relation)
        UNION ALL
        SELECT f.classid, f.objid, 0, 'policy', p.polname, p.polrelid, true, true,
          format('DROP POLICY %I ON %s', p.polname, t.qualified)
        FROM pg_policy p JOIN names t ON t.oid = p.polrelid
        WHERE f.classid = 'pg_policy'::regclass AND p.oid = f.objid
        UNION ALL
        SELECT f.classid, f.objid, 0, 'statistics', format('%I.%I', n.nspname, s.stxname),
          s.stxrelid, false, true, format('DROP STATISTICS %I.%I', n.nspname, s.stxname)
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
        WHERE f.classid = 'pg_statistic_ext'::regclass AND s.oid = f.objid
        UNION ALL
        SELECT f.classid, f.objid, 0, 'publication', p.pubname, r.prrelid, true, true,
          format('ALTER PUBLICATION %I DROP TABLE %s', p.pubname, t.qualified)
        FROM pg_publication_rel r
        JOIN pg_publication p ON p.oid = r.prpubid JOIN names t ON t.oid = r.prrelid
        WHERE f.classid = 'pg_publication_rel'::regclass AND r.oid = f.objid
        UNION ALL
        SELECT f.classid, f.objid, 0, 'function', p.oid::regprocedure::text, NULL, true,
          num_nonnulls(p.proargdefaults, to_jsonb(p) ->> 'prosqlbody') > 0,
          format('DROP ROUTINE %s', p.oid::regprocedure)
        FROM pg_proc p
        WHERE f.classid = 'pg_proc'::regclass AND p.oid = f.objid AND NOT EXISTS (
          SELECT FROM pg_depend d
          WHERE d.classid = f.classid AND d.objid = f.objid AND d.deptype = 'i')
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, 0, 'row type user', format_type(t.oid, NULL), NULL,
          false, t.typdefaultbin IS NOT NULL,
          format('DROP %s %s', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END,
            format_type(t.oid, NULL))
        FROM pg_type t
        WHERE f.how = 'row type' AND t.oid = CASE f.classid WHEN 'pg_type'::regclass THEN f.objid
          WHEN 'pg_class'::regclass THEN (SELECT c.reltype FROM pg_class c
            WHERE c.oid = f.objid AND c.relkind = 'c') END
        UNION ALL
        SELECT f.classid, f.objid, f.objsubid, 'other object',
          pg_describe_object(f.classid, f.objid, f.objsubid), NULL, true, false, NULL
        WHERE f.deptype = 'n' AND f.classid NOT IN ('pg_class'::regclass, 'pg_rewrite'::regclass,
          'pg_constraint'::regclass, 'pg_attrdef'::regclass, 'pg_trigger'::regclass,
          'pg_policy'::regclass, 'pg_statistic_ext'::regclass, 'pg_publication_rel'::regclass,
          'pg_proc'::regclass, 'pg_type'::regclass)
      ) o
    ),
    entries AS (
      SELECT o.class_id, o.obj_id, o.sub_id, o.shown_kind AS kind, o.target, min(o.name) AS name,
        min(t.qualified) AS "table", min(o.drop_sql) AS drop_sql,
        -- What may go with the column by one way goes, whatever else it depends on; an index
        -- cannot go without its constraint.
        bool_or(o.in_drop AND (o.deptype = 'n' OR o.by_index)) AND NOT bool_or(
          o.in_drop AND o.deptype <> 'n' AND NOT o.by_index) AS blocks_drop,
        CASE WHEN bool_and(o.how = 'through') THEN bool_or(o.in_rebuild AND o.deptype = 'n')
          ELSE bool_or(o.how = 'column' AND o.alters OR o.how = 'row type' AND o.row_alters) END
          AS blocks_alter
      FROM named o LEFT JOIN names t ON t.oid = o.table_id
      GROUP BY o.class_id, o.obj_id, o.sub_id, o.shown_kind, o.target
      UNION ALL
      -- Parents, children and the type of a typed table have a say in a column without depending.
      SELECT 'pg_class'::regclass, i.inhparent, 0, 'parent table', a.attnum, p.qualified,
        p.qualified, CASE WHEN c.relispartition
          THEN format('ALTER TABLE %s DETACH PARTITION %s', p.qualified, t.qualified)
          ELSE format('ALTER TABLE %s NO INHERIT %s', t.qualified, p.qualified) END,
        true, true
      FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid
      JOIN names t ON t.oid = i.inhrelid
      JOIN names p ON p.oid = i.inhparent
      JOIN pg_attribute a ON a.attrelid = relation AND a.attinhcount > 0 AND NOT a.attisdropped
      JOIN pg_attribute pa ON pa.attrelid = p.oid AND pa.attname = a.attname AND pa.attnum > 0
      WHERE i.inhrelid = relation AND c.relkind IN ('r', 'p')
      UNION ALL
      SELECT 'pg_class'::regclass, i.inhrelid, 0, 'inheritance child', a.attnum, t.qualified,
        t.qualified,
        string_agg(format('ALTER TABLE %s NO INHERIT %s', t.qualified, p.qualified), '; '
          ORDER BY p.qualified COLLATE "C"),
        false, ca.attinhcount > count(*)
      FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind IN ('r', 'f') AND NOT c.relispartition
      JOIN names t ON t.oid = i.inhrelid
      JOIN names p ON p.oid = i.inhparent
      JOIN pg_attribute a ON a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_attribute ca ON ca.attrelid = i.inhrelid AND ca.attname = a.attname
      WHERE i.inhparent = ANY (family)
      GROUP BY i.inhrelid, a.attnum, t.qualified, ca.attinhcount, ca.attislocal
      HAVING NOT ca.attislocal OR ca.attinhcount > count(*)
      UNION ALL
      SELECT 'pg_type'::regclass, c.reloftype, 0, 'table type', NULL,
        format_type(c.reloftype, NULL), t.qualified, format('ALTER TABLE %s NOT OF', t.qualified),
        true, true
      FROM pg_class c JOIN names t ON t.oid = c.oid
      WHERE c.oid = relation AND c.reloftype <> 0
    ),
    used AS (
      SELECT o.class_id, o.obj_id, o.sub_id,
        coalesce(jsonb_agg(a.attname ORDER BY a.attnum) FILTER (WHERE o.target > 0), '[]')
          AS columns
      FROM (SELECT DISTINCT e.class_id, e.obj_id, e.sub_id, e.target FROM entries e) o
      LEFT JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = o.target
      GROUP BY o.class_id, o.obj_id, o.sub_id
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'name', e.name, 'table', e."table",
        'object_type', i.type, 'identity', i.identity, 'column', a.attname, 'columns', u.columns,
        'blocks_drop', e.blocks_drop, 'blocks_alter', e.blocks_alter,
        'spans_other_columns', jsonb_array_length(u.columns) > 1 AND e.kind IN ('index',
          'primary key', 'unique constraint', 'check constraint', 'exclusion constraint',
          'statistics', 'foreign key', 'referencing foreign key'), 'drop_sql', e.drop_sql)
      ORDER BY e.target, e.kind COLLATE "C", e."table" COLLATE "C", e.name COLLATE "C"), '[]')
    FROM entries e
    JOIN used u USING (class_id, obj_id, sub_id)
    CROSS JOIN LATERAL pg_identify_object(e.class_id, e.obj_id, e.sub_id) i
    LEFT JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = e.target);
END
$describe$;

COMMENT ON FUNCTION datamove.describe_dependents(oid, oid[]) IS
  'What depends on the columns of the relation with this OID, as a JSON array; part of '
  'datamove.describe_relation.';
