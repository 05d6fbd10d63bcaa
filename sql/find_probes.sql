-- Which constraints of a table can be tried before rows are loaded, and what they take of a file.

CREATE OR REPLACE FUNCTION datamove.find_probes(asked json) RETURNS json
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $probes$
DECLARE
  relation oid := (asked ->> 'table')::oid;
  -- The trees of expressions name columns, functions and operators by number.
  column_number text := ':varattno (-?[0-9]+)';
  function_number text := ':(?:funcid|opfuncid) ([0-9]+)';
  operator_number text := ':opno ([0-9]+)';
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
    ancestors(relid) AS (
      SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = relation
      UNION
      SELECT i.inhparent FROM ancestors a JOIN pg_inherits i ON i.inhrelid = a.relid
    ),
    -- Each partitioned relation with those above it, and the columns of their partition keys by name.
    above(relid, up) AS (
      SELECT f.relid, f.relid FROM family f
      UNION
      SELECT b.relid, i.inhparent FROM above b JOIN pg_inherits i ON i.inhrelid = b.up
    ),
    partition_keys AS (
      SELECT b.relid, own.attnum::int AS number
      FROM above b JOIN pg_partitioned_table p ON p.partrelid = b.up
      JOIN pg_attribute o ON o.attrelid = b.up
      JOIN pg_attribute own ON own.attrelid = b.relid AND own.attname = o.attname
      WHERE o.attnum > 0 AND (o.attnum = ANY (p.partattrs::int2[]) OR o.attnum IN (
        SELECT m[1]::int FROM regexp_matches(p.partexprs::text, column_number, 'g') m))
    ),
    session AS (
      SELECT CASE current_setting('session_replication_role') WHEN 'replica' THEN 'R' ELSE 'O'
        END::"char" AS origin
    ),
    attributes AS (
      SELECT a.attnum, a.attname, a.attgenerated <> '' AS generated, a.attidentity <> '' AS identity,
        a.attgenerated = '' AND a.attname IN (SELECT json_array_elements_text(asked -> 'columns')) AS in_file,
        coalesce(d.adbin::text, t.typdefaultbin::text) AS tree
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
    ),
    -- A column is made of itself, or of the columns that it is generated from.
    made(attname, source) AS (
      SELECT a.attname, a.attnum FROM attributes a WHERE NOT a.generated
      UNION
      SELECT a.attname, m[1]::int2 FROM attributes a, regexp_matches(a.tree, column_number, 'g') m
      WHERE a.generated
    ),
    -- Columns that the file lacks and that get another value in each row.
    volatile AS (
      SELECT a.attnum FROM attributes a
      WHERE NOT a.in_file AND NOT a.generated AND (a.identity OR EXISTS (
        SELECT FROM pg_proc p WHERE p.provolatile = 'v' AND (
          p.oid IN (SELECT m[1]::oid FROM regexp_matches(a.tree, function_number, 'g') m)
          OR p.oid IN (SELECT o.oprcode FROM pg_operator o
            WHERE o.oid IN (SELECT m[1]::oid FROM regexp_matches(a.tree, operator_number, 'g') m)))))
    ),
    derived(top, oid) AS (
      SELECT k.oid, k.oid FROM pg_constraint k WHERE k.conrelid = relation AND k.contype = 'f'
      UNION
      SELECT d.top, k.oid FROM derived d JOIN pg_constraint k ON k.conparentid = d.oid
    ),
    -- Foreign keys of the relation to itself; conperiod is new in 18, hence to_jsonb. No column may come twice.
    self_references AS (
      SELECT k.oid, k.confmatchtype = 'f' AS is_full, k.confdeltype NOT IN ('a', 'r') AS acts,
        json_agg(a.attname ORDER BY u.place) AS columns, json_agg(b.attname ORDER BY u.place) AS parents,
        EXISTS (
          SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
          WHERE i.indexrelid = k.conindid AND (m.amname <> 'btree' OR EXISTS (
            SELECT FROM pg_opclass o WHERE o.oid = ANY (i.indclass::oid[]) AND NOT o.opcdefault
              AND o.opcnamespace <> 'pg_catalog'::regnamespace)))
          OR EXISTS (
            SELECT FROM pg_attribute a JOIN pg_collation l ON l.oid = a.attcollation AND NOT l.collisdeterministic
            WHERE a.attrelid = relation AND (a.attnum = ANY (k.conkey) OR a.attnum = ANY (k.confkey))) AS own_equality
      FROM pg_constraint k
      CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY u(num, ref, place)
      JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = u.num
      JOIN pg_attribute b ON b.attrelid = relation AND b.attnum = u.ref
      WHERE k.conrelid = relation AND k.confrelid = relation AND k.contype = 'f'
        AND NOT coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
      GROUP BY k.oid, k.confmatchtype, k.confdeltype, k.conindid, k.conkey, k.confkey
      HAVING count(DISTINCT u.num) = count(*)
    ),
    -- conenforced is new in 18, hence to_jsonb; relid: whose columns the numbers mean.
    subjects AS (
      SELECT 'foreign_key' AS kind, k.oid, k.conname AS name, k.conrelid AS relid, k.conkey::int[] AS numbers,
        k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated, p.relname AS parent,
        CASE
          WHEN k.confrelid IN (SELECT f.relid FROM family f UNION ALL SELECT a.relid FROM ancestors a) AND s.columns IS NULL
          THEN 'It refers to rows of the same table.'
          WHEN s.own_equality THEN 'Its collation or operator class has its own notion of what is equal.'
          WHEN s.columns IS NULL AND (NOT has_schema_privilege(p.relnamespace, 'USAGE') OR EXISTS (
            SELECT FROM unnest(k.confkey) c(num) WHERE NOT has_column_privilege(k.confrelid, c.num, 'SELECT')))
          THEN format('The caller may not read table "%s".', p.relname)
          WHEN row_security_active(k.confrelid)
          THEN format('Row security may hide rows of table "%s".', p.relname)
        END AS reason
      FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
      LEFT JOIN pg_constraint up ON up.oid = k.conparentid
      LEFT JOIN self_references s ON s.oid = k.oid
      -- A key to a partitioned table has another row for each partition of it, which is no constraint by itself.
      WHERE k.conrelid = relation AND k.contype = 'f' AND up.conrelid IS DISTINCT FROM k.conrelid
        AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
        AND NOT EXISTS (
          SELECT FROM session s, derived d JOIN pg_trigger t ON t.tgconstraint = d.oid
          WHERE d.top = k.oid AND t.tgfoid = '"RI_FKey_check_ins"'::regproc
            AND t.tgenabled NOT IN ('A', s.origin))
      UNION ALL
      SELECT CASE WHEN i.indisexclusion THEN 'exclusion' ELSE 'key' END, i.indexrelid,
        coalesce(k.conname, c.relname), i.indrelid,
        ARRAY(SELECT u.num::int FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(num, place)
          WHERE u.num <> 0 AND u.place <= i.indnkeyatts ORDER BY u.place)
        || ARRAY(SELECT m[1]::int FROM regexp_matches(
          concat_ws(' ', i.indexprs::text, i.indpred::text), column_number, 'g') m),
        coalesce(k.condeferrable, false), coalesce(k.condeferred, false), true, NULL,
        CASE WHEN row_security_active(relation) THEN 'Row security may hide rows of the table.' END
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = relation AND (i.indisunique OR i.indisexclusion) AND i.indisready
      UNION ALL
      SELECT 'check', k.oid, k.conname, k.conrelid,
        ARRAY(SELECT m[1]::int FROM regexp_matches(k.conbin::text, column_number, 'g') m),
        false, false, true, NULL, NULL
      FROM pg_constraint k
      WHERE k.conrelid = relation AND k.contype = 'c'
        AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
      UNION ALL
      SELECT 'no_partition', c.oid, c.relname, c.oid,
        ARRAY(SELECT k.number FROM partition_keys k WHERE k.relid = c.oid ORDER BY k.number),
        false, false, true, NULL, NULL
      FROM family f JOIN pg_class c ON c.oid = f.relid JOIN pg_partitioned_table p ON p.partrelid = f.relid
      WHERE p.partdefid = 0
      UNION ALL
      SELECT 'partition', c.oid, c.relname, c.oid,
        ARRAY(SELECT k.number FROM partition_keys k WHERE k.relid = c.oid ORDER BY k.number),
        false, false, true, NULL, NULL
      FROM pg_class c WHERE c.oid = relation AND c.relispartition
    ),
    -- Of each the columns that it is about, in order, and those of the file that these are made of.
    uses AS (
      SELECT s.*,
        ARRAY(SELECT a.attname FROM unnest(s.numbers) WITH ORDINALITY u(num, place)
          JOIN pg_attribute o ON o.attrelid = s.relid AND o.attnum = u.num
          JOIN attributes a ON a.attname = o.attname
          GROUP BY a.attname ORDER BY min(u.place)) AS names
      FROM subjects s
    ),
    found AS (
      SELECT u.*,
        ARRAY(SELECT a.attname FROM unnest(u.names) WITH ORDINALITY n(name, place)
          JOIN made m ON m.attname = n.name JOIN attributes a ON a.attnum = m.source AND a.in_file
          GROUP BY a.attname ORDER BY min(n.place), min(a.attnum)) AS columns,
        ARRAY(SELECT DISTINCT a.attname FROM unnest(u.names) n(name)
          JOIN made m ON m.attname = n.name JOIN volatile v ON v.attnum = m.source
          JOIN attributes a ON a.attnum = m.source ORDER BY a.attname) AS filled,
        ARRAY(SELECT DISTINCT a.attname FROM unnest(u.names) n(name) JOIN made m ON m.attname = n.name
          JOIN attributes a ON a.attnum = m.source AND NOT a.in_file ORDER BY a.attname) AS absent,
        ARRAY(SELECT a.attname FROM attributes a WHERE a.generated AND a.attname = ANY (u.names)
          ORDER BY a.attname) AS generated
      FROM uses u
    ),
    probes AS (
      SELECT f.kind, f.oid::bigint, f.name, n.nspname AS schema, c.relname AS table, f.columns, f.absent, f.generated, f.deferrable,
        f.deferred, f.validated, f.parent,
        CASE
          WHEN 0 >= ANY (f.numbers) THEN 'It uses the row as a whole, or a system column.'
          WHEN f.filled <> '{}' THEN format('Column "%s" gets a new value in each row.', f.filled[1])
          WHEN f.kind IN ('key', 'exclusion') AND EXISTS (
            SELECT FROM attributes a WHERE a.attname = ANY (f.names) AND NOT has_column_privilege(relation, a.attnum, 'SELECT'))
          THEN 'The caller may not read the table.'
          ELSE f.reason END AS reason,
        (SELECT json_build_object('columns', s.columns, 'parents', s.parents, 'full', s.is_full, 'acts', s.acts)
          FROM self_references s WHERE f.kind = 'foreign_key' AND s.oid = f.oid) AS self
      FROM found f JOIN pg_class c ON c.oid = f.relid JOIN pg_namespace n ON n.oid = c.relnamespace
      -- What the table fills in by itself is its own business.
      WHERE NOT (f.kind IN ('key', 'exclusion') AND f.filled <> '{}')
      UNION ALL
      SELECT 'of_partition', k.oid::bigint, k.conname, n.nspname, c.relname, '{}', '{}', '{}', false, false, true, NULL,
        format('It is a constraint of partition "%s".', c.relname), NULL
      FROM family f JOIN pg_constraint k ON k.conrelid = f.relid JOIN pg_class c ON c.oid = f.relid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE f.relid <> relation AND k.conparentid = 0 AND (k.contype = 'f' OR k.contype = 'c' AND k.coninhcount = 0)
        AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
      UNION ALL
      SELECT 'of_partition', i.indexrelid::bigint, x.relname, n.nspname, c.relname, '{}', '{}', '{}', false, false, true, NULL,
        format('It is a key of partition "%s".', c.relname), NULL
      FROM family f JOIN pg_index i ON i.indrelid = f.relid JOIN pg_class x ON x.oid = i.indexrelid
      JOIN pg_class c ON c.oid = f.relid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE f.relid <> relation AND (i.indisunique OR i.indisexclusion) AND i.indisready
        AND NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
    )
    SELECT json_build_object('probes', coalesce(json_agg(to_json(p) ORDER BY p.kind, p.name, p.oid), '[]'))
    FROM probes p);
END
$probes$;
COMMENT ON FUNCTION datamove.find_probes(json) IS 'The constraints of a table that rows can be tried with before they are loaded, with the columns of a file that each takes, or why one cannot be tried';
