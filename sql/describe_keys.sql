-- Keys, constraints and indexes of a relation, for datamove.describe_relation. docs/describe.md
-- gives the shape.

CREATE OR REPLACE FUNCTION datamove.describe_keys(relation oid) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $describe$
BEGIN
  RETURN (
    WITH RECURSIVE
    -- The relation and all that inherits from it; in_tree: holds rows inserted into the relation.
    family(relid, in_tree) AS (
      SELECT relation, true
      UNION
      SELECT i.inhrelid, f.in_tree AND p.relkind = 'p'
      FROM family f
      JOIN pg_inherits i ON i.inhparent = f.relid
      JOIN pg_class p ON p.oid = i.inhparent
    ),
    ancestors(relid) AS (
      SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = relation
      UNION
      SELECT i.inhparent FROM ancestors a JOIN pg_inherits i ON i.inhrelid = a.relid
    ),
    names AS NOT MATERIALIZED (
      SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS qualified
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    ),
    -- Constraints on the relation, on its partitions and on what refers to either. A key on or to a
    -- partitioned table has a derived row for each partition: those are excluded.
    constraints AS (
      SELECT con.*,
        (SELECT jsonb_agg(a.attname ORDER BY k.place)
         FROM unnest(con.conkey) WITH ORDINALITY k(num, place)
         JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.num) AS columns,
        (SELECT jsonb_agg(a.attname ORDER BY k.place)
         FROM unnest(con.confkey) WITH ORDINALITY k(num, place)
         JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.num) AS ref_columns,
        con.conrelid IN (SELECT f.relid FROM family f WHERE f.in_tree)
          AND (con.conrelid = relation OR con.conparentid = 0)
          AND up.conrelid IS DISTINCT FROM con.conrelid AS is_outward,
        con.confrelid IN (SELECT f.relid FROM family f)
          AND (up.oid IS NULL OR up.confrelid NOT IN (SELECT f.relid FROM family f)) AS is_inward,
        con.conrelid IN (SELECT f.relid FROM family f) AS is_from_here,
        con.confrelid IN (SELECT f.relid FROM family f UNION ALL SELECT a.relid FROM ancestors a)
          AS is_to_here
      FROM pg_constraint con
      LEFT JOIN pg_constraint up ON up.oid = con.conparentid
      WHERE con.conrelid IN (SELECT f.relid FROM family f)
        OR (con.contype = 'f' AND con.confrelid IN (SELECT f.relid FROM family f))
    ),
    actions(code, word) AS (
      VALUES ('a'::"char", 'no action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set null'),
        ('d', 'set default')
    ),
    foreign_keys AS (
      SELECT con.*, d.word AS on_delete, u.word AS on_update,
        jsonb_build_object('name', con.conname, 'on_delete', d.word, 'on_update', u.word,
          'deferrable', con.condeferrable, 'initially_deferred', con.condeferred,
          'validated', con.convalidated) AS shared
      FROM constraints con
      JOIN actions d ON d.code = con.confdeltype
      JOIN actions u ON u.code = con.confupdtype
      WHERE con.contype = 'f'
    ),
    -- pg_index.indnullsnotdistinct is new in 15, hence to_jsonb.
    indexes AS (
      SELECT i.*, c.relname, c.relkind, c.relowner, c.relnamespace, c.reltablespace, c.reloptions,
        s.spcname, am.amname, con.conname,
        (SELECT jsonb_agg(o.opcname ORDER BY k.place)
         FROM unnest(i.indclass::oid[]) WITH ORDINALITY k(opclass, place)
         JOIN pg_opclass o ON o.oid = k.opclass) AS operator_classes,
        CASE
          WHEN place.name IS NULL THEN pg_get_indexdef(i.indexrelid)
          WHEN i.indpred IS NULL THEN format('%s TABLESPACE %I', pg_get_indexdef(i.indexrelid), place.name)
          WHEN starts_with(reverse(pg_get_indexdef(i.indexrelid)), reverse(condition.text))
          THEN format('%s TABLESPACE %I%s',
            left(pg_get_indexdef(i.indexrelid), -length(condition.text)), place.name, condition.text)
        END AS full_definition,
        -- A function in a language may need the caller's search_path, under which nothing is built.
        (SELECT min(p.oid::regprocedure::text)
         FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname NOT IN ('internal', 'c')
         WHERE p.oid IN (
             SELECT d.refobjid FROM pg_depend d
             WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
               AND d.refclassid = 'pg_proc'::regclass
             UNION ALL
             SELECT o.oprcode FROM pg_depend d JOIN pg_operator o ON o.oid = d.refobjid
             WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
               AND d.refclassid = 'pg_operator'::regclass
             UNION ALL
             SELECT f.amproc FROM pg_opclass o JOIN pg_amproc f ON f.amprocfamily = o.opcfamily
             WHERE o.oid = ANY (i.indclass::oid[]))) AS written_function,
        CASE
          WHEN am.amname NOT IN ('hnsw', 'ivfflat') THEN NULL
          ELSE (SELECT nullif(a.atttypmod, -1) FROM pg_attribute a
            WHERE a.attrelid = i.indexrelid AND a.attnum = 1) END AS dimensions,
        coalesce(con.condeferrable, false) AS condeferrable,
        coalesce(con.condeferred, false) AS condeferred,
        coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
        -- A key WITHOUT OVERLAPS (new in 18) has an index that is both.
        CASE WHEN i.indisunique AND i.indisexclusion THEN '{"without_overlaps": true}'::jsonb ELSE '{}' END AS overlaps,
        0 = ANY (i.indkey::int2[]) AS is_expression,
        am.amname <> 'btree'
          OR EXISTS (SELECT FROM pg_collation l
            WHERE l.oid = ANY (i.indcollation::oid[]) AND NOT l.collisdeterministic)
          OR EXISTS (SELECT FROM pg_opclass o
            WHERE o.oid = ANY (i.indclass::oid[]) AND NOT o.opcdefault
              AND o.opcnamespace <> 'pg_catalog'::regnamespace) AS own_equality,
        (SELECT coalesce(jsonb_agg(a.attname ORDER BY k.place)
                  FILTER (WHERE k.place <= i.indnkeyatts), '[]')
         FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(num, place)
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num) AS columns,
        (SELECT coalesce(jsonb_agg(a.attname ORDER BY k.place)
                  FILTER (WHERE k.place > i.indnkeyatts), '[]')
         FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(num, place)
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num) AS included
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am am ON am.oid = c.relam
      LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
      -- Where these settings would send it elsewhere, the database's own is named too.
      CROSS JOIN LATERAL (
        SELECT coalesce(s.spcname, (
          SELECT t.spcname FROM pg_database b JOIN pg_tablespace t ON t.oid = b.dattablespace
          WHERE b.datname = current_database()
            AND CASE c.relpersistence WHEN 't' THEN current_setting('temp_tablespaces')
              ELSE current_setting('default_tablespace') END <> '')) AS name) place
      CROSS JOIN LATERAL (
        SELECT ' WHERE ' || pg_get_expr(i.indpred, i.indrelid) AS text) condition
      LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.conrelid = i.indrelid
        AND con.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = relation
    ),
    -- Why the caller cannot drop an index and have CREATE INDEX bring it back as it was.
    obstacles AS (
      SELECT i.indexrelid AS index, CASE
        WHEN i.conname IS NOT NULL THEN format('it serves constraint "%s"', i.conname)
        WHEN NOT i.indisvalid THEN 'it is not valid'
        WHEN i.relkind <> 'i' THEN 'its table is partitioned'
        WHEN EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
        THEN 'it is part of an index of the partitioned table'
        WHEN i.indisclustered THEN 'CLUSTER goes by it'
        WHEN i.indisreplident THEN 'it is the replica identity'
        WHEN EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
          AND d.objid = i.indexrelid AND d.deptype IN ('x', 'e', 'i'))
        THEN 'it belongs to an extension or another object'
        WHEN EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass
          AND d.refobjid = i.indexrelid)
        THEN 'another object depends on it'
        WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indexrelid
          AND coalesce(a.attstattarget, -1) >= 0)
        THEN 'it has statistics targets'
        WHEN i.written_function IS NOT NULL THEN format('it calls function %s', i.written_function)
        WHEN i.full_definition IS NULL THEN 'its tablespace cannot be named'
        WHEN NOT pg_has_role(i.relowner, 'USAGE') THEN 'the caller does not own it'
        WHEN NOT has_schema_privilege(i.relnamespace, 'CREATE')
        THEN 'the caller may not create in its schema'
        WHEN i.reltablespace <> 0 AND NOT has_tablespace_privilege(i.reltablespace, 'CREATE')
        THEN 'the caller may not create in its tablespace' END AS text
      FROM indexes i
    )
    SELECT jsonb_build_object(
      'primary_key', (
        SELECT jsonb_build_object('name', i.conname, 'columns', i.columns, 'index', i.relname,
          'deferrable', i.condeferrable, 'initially_deferred', i.condeferred,
          'own_equality', i.own_equality) || i.overlaps
        FROM indexes i WHERE i.indisprimary),
      'unique', coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', coalesce(i.conname, i.relname),
          'columns', i.columns, 'index', i.relname, 'is_constraint', i.conname IS NOT NULL,
          'nulls_not_distinct', i.nulls_not_distinct, 'deferrable', i.condeferrable,
          'initially_deferred', i.condeferred, 'own_equality', i.own_equality) || i.overlaps
          ORDER BY i.relname)
        FROM indexes i
        WHERE i.indisunique AND NOT i.indisprimary AND i.indisvalid AND NOT i.is_expression
          AND i.indpred IS NULL), '[]')) ||
    jsonb_build_object(
      'foreign_keys', coalesce((
        SELECT jsonb_agg(k.shared || jsonb_build_object('table', t.qualified,
          'columns', k.columns, 'references_table', r.qualified,
          'references_columns', k.ref_columns, 'self', k.is_to_here)
          ORDER BY k.conname, t.qualified COLLATE "C")
        FROM foreign_keys k
        JOIN names t ON t.oid = k.conrelid JOIN names r ON r.oid = k.confrelid
        WHERE k.is_outward), '[]'),
      'referenced_by', coalesce((
        SELECT jsonb_agg(k.shared || jsonb_build_object('table', t.qualified,
          'columns', k.columns, 'referenced_table', r.qualified,
          'referenced_columns', k.ref_columns, 'self', k.is_from_here)
          ORDER BY t.qualified COLLATE "C", k.conname)
        FROM foreign_keys k
        JOIN names t ON t.oid = k.conrelid JOIN names r ON r.oid = k.confrelid
        WHERE k.is_inward), '[]'),
      'checks', coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', k.conname,
          'definition', pg_get_constraintdef(k.oid), 'columns', coalesce(k.columns, '[]'),
          'validated', k.convalidated) ORDER BY k.conname)
        FROM constraints k WHERE k.contype = 'c' AND k.conrelid = relation), '[]'),
      'exclusions', coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', k.conname,
          'definition', pg_get_constraintdef(k.oid), 'columns', coalesce(k.columns, '[]'),
          'deferrable', k.condeferrable, 'initially_deferred', k.condeferred)
          ORDER BY k.conname)
        FROM constraints k WHERE k.contype = 'x' AND k.conrelid = relation), '[]'),
      'indexes', coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', i.relname,
          'definition', pg_get_indexdef(i.indexrelid), 'method', i.amname,
          'unique', i.indisunique, 'primary', i.indisprimary, 'valid', i.indisvalid,
          'columns', i.columns, 'included', i.included, 'is_expression', i.is_expression,
          'predicate', pg_get_expr(i.indpred, i.indrelid), 'constraint', i.conname,
          'operator_classes', i.operator_classes, 'options', coalesce(i.reloptions, '{}'),
          'tablespace', i.spcname, 'comment', obj_description(i.indexrelid, 'pg_class'),
          -- With the tablespace, which pg_get_indexdef omits; null where it cannot be put in.
          'full_definition', i.full_definition,
          'dimensions', i.dimensions, 'can_be_recreated', o.text IS NULL, 'obstacle', o.text)
          ORDER BY i.relname)
        FROM indexes i JOIN obstacles o ON o.index = i.indexrelid), '[]')));
END
$describe$;

COMMENT ON FUNCTION datamove.describe_keys(oid) IS
  'Keys, constraints and indexes of the relation with this OID; part of datamove.describe_relation.';
