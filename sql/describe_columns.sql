-- The columns of a relation, for datamove.describe_relation. docs/describe.md gives the shape.

-- format_type omits the schema of pg_catalog and pg_temp. A type of the SQL grammar (integer,
-- timestamp with time zone) is found without it; any other (text, uuid) might then be a namesake
-- that stands earlier in the caller's search_path.
CREATE OR REPLACE FUNCTION datamove.type_sql(type oid, type_mod integer) RETURNS text
LANGUAGE sql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $type_sql$
  SELECT CASE
    WHEN pg_type_is_visible(named.oid) AND NOT (n.nspname = 'pg_catalog' AND named.typname IN (
        'bit', 'bool', 'bpchar', 'float4', 'float8', 'int2', 'int4', 'int8', 'interval', 'numeric',
        'time', 'timestamp', 'timestamptz', 'timetz', 'varbit', 'varchar'))
      THEN quote_ident(n.nspname) || '.' || shown.text
    ELSE shown.text END
  FROM pg_type t
  LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
  JOIN pg_type named ON named.oid = coalesce(e.oid, t.oid)
  JOIN pg_namespace n ON n.oid = named.typnamespace
  CROSS JOIN LATERAL (SELECT format_type(t.oid, type_mod) AS text) shown
  WHERE t.oid = type_sql.type
$type_sql$;

COMMENT ON FUNCTION datamove.type_sql(oid, integer) IS
  'The type with its modifier as SQL text that means the same under any search_path.';

CREATE OR REPLACE FUNCTION datamove.type_parts(type oid, type_mod integer) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $parts$
BEGIN
  RETURN (
    WITH RECURSIVE parts(position, typid, typmod) AS (
      SELECT p.position, p.typid, p.typmod FROM (
        SELECT 1 AS position, e.oid AS typid, type_mod AS typmod
        FROM pg_type t JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
        WHERE t.oid = type_parts.type
        UNION ALL SELECT 1, r.rngsubtype, -1 FROM pg_range r WHERE r.rngtypid = type_parts.type
        -- The column of multiranges came with 14.
        UNION ALL SELECT 1, r.rngtypid, -1 FROM pg_range r
        WHERE (to_jsonb(r) ->> 'rngmultitypid')::oid = type_parts.type
        UNION ALL SELECT a.attnum, a.atttypid, a.atttypmod FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid
        WHERE t.oid = type_parts.type AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped) p
      UNION ALL
      SELECT p.position, d.typbasetype, d.typtypmod FROM parts p JOIN pg_type d ON d.oid = p.typid AND d.typtype = 'd'
    )
    SELECT jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', t.typname, 'kind', t.typtype, 'mod', p.typmod,
        'sql', datamove.type_sql(t.oid, p.typmod), 'extension', (
          SELECT x.extname FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
          WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
            AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'),
        'parts', datamove.type_parts(t.oid, p.typmod)) ORDER BY p.position)
    FROM parts p JOIN pg_type t ON t.oid = p.typid JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype <> 'd');
END
$parts$;

COMMENT ON FUNCTION datamove.type_parts(oid, integer) IS
  'The types of which the values of a type consist, below their domains, as a JSON array; null where they are whole.';

CREATE OR REPLACE FUNCTION datamove.describe_columns(relation oid) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $describe$
BEGIN
  RETURN (
    WITH
    types AS NOT MATERIALIZED (
      SELECT t.oid, n.nspname, t.typname, t.typtype, t.typelem, t.typcollation, t.typdefault,
        EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid) AS is_array,
        EXISTS (
          SELECT FROM pg_depend d
          JOIN pg_extension x ON x.oid = d.refobjid AND x.extname = 'vector'
          WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
            AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
        ) AS is_pgvector
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    ),
    columns AS (
      SELECT a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,
        a.attgenerated, a.attcollation, t.nspname, t.typname, t.typtype, t.typcollation,
        t.typdefault, b.typid AS base_id, b.typmod AS base_mod, b.not_null AS domain_not_null,
        bt.nspname AS base_schema, bt.typname AS base_name, bt.typtype AS base_kind,
        bt.typelem, bt.is_array, bt.is_pgvector,
        pg_get_expr(d.adbin, d.adrelid) AS expression
      FROM pg_attribute a
      JOIN types t ON t.oid = a.atttypid
      CROSS JOIN LATERAL (
        WITH RECURSIVE levels(depth, typid, typmod, not_null) AS (
          SELECT 0, a.atttypid, a.atttypmod, false
          UNION ALL
          SELECT l.depth + 1, p.typbasetype, p.typtypmod, l.not_null OR p.typnotnull
          FROM levels l JOIN pg_type p ON p.oid = l.typid AND p.typtype = 'd'
        )
        SELECT l.typid, l.typmod, l.not_null FROM levels l ORDER BY l.depth DESC LIMIT 1
      ) b
      JOIN types bt ON bt.oid = b.typid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
    ),
    sequences AS (
      SELECT DISTINCT ON (d.refobjsubid) d.refobjsubid AS attnum,
        jsonb_build_object('oid', s.seqrelid::bigint, 'schema', n.nspname, 'name', c.relname,
          'qualified', format('%I.%I', n.nspname, c.relname), 'start', s.seqstart,
          'increment', s.seqincrement, 'min_value', s.seqmin, 'max_value', s.seqmax,
          'cycle', s.seqcycle, 'may_select', has_sequence_privilege(s.seqrelid, 'SELECT'),
          'may_update', has_sequence_privilege(s.seqrelid, 'UPDATE'),
          -- What nextval in the column's default takes.
          'may_next', used.objid IS NULL OR has_sequence_privilege(s.seqrelid, 'USAGE, UPDATE')) AS sequence
      FROM pg_depend d
      JOIN pg_sequence s ON s.seqrelid = d.objid
      JOIN pg_class c ON c.oid = s.seqrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef ad ON ad.adrelid = d.refobjid AND ad.adnum = d.refobjsubid
      LEFT JOIN pg_depend used ON used.classid = 'pg_attrdef'::regclass AND used.objid = ad.oid
        AND used.refclassid = 'pg_class'::regclass AND used.refobjid = s.seqrelid
      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = relation AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
      ORDER BY d.refobjsubid, d.deptype DESC, used.objid IS NULL, s.seqrelid
    ),
    column_documents AS (
      SELECT c.attnum, jsonb_build_object(
        'number', c.attnum, 'name', c.attname,
        'type', format_type(c.atttypid, c.atttypmod),
        'type_sql', datamove.type_sql(c.atttypid, c.atttypmod),
        'type_schema', c.nspname, 'type_name', c.typname, 'type_kind', c.typtype,
        'type_mod', c.atttypmod, 'extension', CASE WHEN c.is_pgvector AND c.typtype <> 'd' THEN 'vector' END,
        'base_type', CASE WHEN c.typtype = 'd' THEN jsonb_build_object('schema', c.base_schema,
          'name', c.base_name, 'kind', c.base_kind, 'mod', c.base_mod,
          'extension', CASE WHEN c.is_pgvector THEN 'vector' END,
          'sql', datamove.type_sql(c.base_id, c.base_mod)) || parts.document END,
        'element_type', CASE WHEN c.is_array THEN (
          SELECT jsonb_build_object('schema', e.nspname, 'name', e.typname, 'kind', e.typtype,
            'mod', c.base_mod, 'sql', datamove.type_sql(e.oid, c.base_mod))
          FROM types e WHERE e.oid = c.typelem) END,
        'enum_labels', (SELECT jsonb_agg(l.enumlabel ORDER BY l.enumsortorder)
          FROM pg_enum l WHERE l.enumtypid = c.base_id),
        'nullable', NOT c.attnotnull, 'domain_not_null', c.domain_not_null,
        'has_default', c.expression IS NOT NULL AND c.attgenerated = '',
        'default', CASE WHEN c.attgenerated = '' THEN c.expression END,
        'domain_default', CASE WHEN c.typtype = 'd' THEN c.typdefault END,
        'identity', CASE c.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
        'generated', CASE c.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END,
        'generated_as', CASE WHEN c.attgenerated <> '' THEN c.expression END) ||
        jsonb_build_object(
        'length', CASE WHEN c.base_mod < 0 OR c.base_schema <> 'pg_catalog' THEN NULL
          WHEN c.base_name IN ('varchar', 'bpchar') THEN c.base_mod - 4
          WHEN c.base_name IN ('bit', 'varbit') THEN c.base_mod END,
        'precision', CASE WHEN c.base_mod < 0 OR c.base_schema <> 'pg_catalog' THEN NULL
          WHEN c.base_name = 'numeric' THEN (c.base_mod - 4) >> 16 & 65535
          WHEN c.base_name IN ('time', 'timetz', 'timestamp', 'timestamptz') THEN c.base_mod
          WHEN c.base_name = 'interval' THEN nullif(c.base_mod & 65535, 65535) END,
        -- Eleven bits with a sign from PostgreSQL 15; before, 0 to 1000, which reads the same.
        'scale', CASE WHEN c.base_mod >= 0 AND c.base_schema = 'pg_catalog'
          AND c.base_name = 'numeric' THEN ((c.base_mod - 4 & 2047) # 1024) - 1024 END,
        'dimensions', CASE WHEN c.is_pgvector AND c.base_mod >= 0 THEN c.base_mod END,
        'collation', (
          SELECT jsonb_build_object('schema', n.nspname, 'name', l.collname,
            'deterministic', l.collisdeterministic)
          FROM pg_collation l JOIN pg_namespace n ON n.oid = l.collnamespace
          WHERE l.oid = c.attcollation
            AND (l.oid <> c.typcollation OR NOT l.collisdeterministic)),
        'sequence', s.sequence,
        'may_select', has_column_privilege(relation, c.attnum, 'SELECT'),
        'may_insert', has_column_privilege(relation, c.attnum, 'INSERT'),
        'may_update', has_column_privilege(relation, c.attnum, 'UPDATE'),
        'comment', col_description(relation, c.attnum))
        || CASE WHEN c.typtype = 'd' THEN '{}' ELSE parts.document END AS document
      FROM columns c LEFT JOIN sequences s ON s.attnum = c.attnum
      CROSS JOIN LATERAL (
        SELECT CASE WHEN c.is_array OR c.base_kind IN ('c', 'm', 'r')
          THEN jsonb_build_object('parts', datamove.type_parts(c.base_id, c.base_mod)) ELSE '{}' END AS document) parts
    )
    SELECT coalesce(jsonb_agg(d.document ORDER BY d.attnum), '[]') FROM column_documents d);
END
$describe$;

COMMENT ON FUNCTION datamove.describe_columns(oid) IS
  'The columns of the relation with this OID as a JSON array; part of datamove.describe_relation.';
