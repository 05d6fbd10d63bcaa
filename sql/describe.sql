-- The target table as one JSON document. docs/describe.md gives its shape.

\ir describe_columns.sql
\ir describe_keys.sql
\ir find_dependents.sql
\ir describe_dependents.sql

-- One query on pg_catalog; the functions in it are STABLE and so see its snapshot. The pinned
-- search_path makes every name in types, defaults and definitions come out qualified, whatever the
-- caller's search_path is. The planner's guesses at recursive queries would start the JIT compiler
-- for what takes a few milliseconds, and planning takes longer than running: one plan serves all
-- relations.
CREATE OR REPLACE FUNCTION datamove.describe_relation(relation oid) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
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
    session AS (
      SELECT CASE current_setting('session_replication_role') WHEN 'replica' THEN 'R' ELSE 'O'
        END::"char" AS origin
    ),
    triggers AS (
      SELECT t.*, f.in_tree,
        t.tgtype & 1 = 1 AS is_row, t.tgtype & 2 = 2 AS is_before, t.tgtype & 4 = 4 AS on_insert,
        t.tgtype & 8 = 8 AS on_delete, t.tgtype & 16 = 16 AS on_update,
        t.tgtype & 32 = 32 AS on_truncate, t.tgtype & 64 = 64 AS is_instead,
        t.tgenabled IN ('A', s.origin) AS fires
      FROM session s, family f JOIN pg_trigger t ON t.tgrelid = f.relid
      -- Up to 14 the copies of a parent's trigger on its partitions are marked internal.
      WHERE NOT t.tgisinternal OR (t.tgparentid <> 0 AND NOT EXISTS (
        SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype <> 't'))
    )
    SELECT jsonb_build_object(
      'oid', c.oid::bigint, 'schema', n.nspname, 'name', c.relname,
      'qualified', format('%I.%I', n.nspname, c.relname),
      'kind', CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table'
        WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
        WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'composite type' WHEN 't' THEN 'toast table'
        ELSE 'index' END,
      'persistence', CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged'
        ELSE 'temporary' END,
      'is_other_temp', pg_is_other_temp_schema(c.relnamespace),
      'is_system', n.nspname IN ('pg_catalog', 'information_schema') OR n.nspname ~ '^pg_toast',
      'owner', pg_get_userbyid(c.relowner),
      'comment', obj_description(c.oid, 'pg_class'),
      'of_type', CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,
      'access_method', (SELECT am.amname FROM pg_am am WHERE am.oid = c.relam),
      'tablespace', (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace),
      'estimated_rows', (
        SELECT sum(CASE WHEN p.reltuples < 0 OR (p.reltuples = 0 AND p.relpages = 0
          AND current_setting('server_version_num')::int < 140000) THEN NULL
          ELSE p.reltuples::bigint END)
        FROM family f JOIN pg_class p ON p.oid = f.relid AND p.relkind IN ('r', 'm', 'f', 't')),
      'bytes', (
        SELECT sum(pg_table_size(f.relid)) FROM family f JOIN pg_class p ON p.oid = f.relid
        WHERE p.relkind IN ('r', 'm', 't', 'S', 'i')),
      'columns', datamove.describe_columns(c.oid)) || datamove.describe_keys(c.oid) ||
    jsonb_build_object(
      'dependents', datamove.describe_dependents(c.oid, ARRAY(SELECT f.relid FROM family f)),
      'triggers', coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', t.tgname,
          'timing', CASE WHEN t.is_instead THEN 'instead of' WHEN t.is_before THEN 'before'
            ELSE 'after' END,
          'level', CASE WHEN t.is_row THEN 'row' ELSE 'statement' END,
          'events', array_remove(ARRAY[CASE WHEN t.on_insert THEN 'insert' END,
            CASE WHEN t.on_update THEN 'update' END, CASE WHEN t.on_delete THEN 'delete' END,
            CASE WHEN t.on_truncate THEN 'truncate' END], NULL),
          'columns', (SELECT coalesce(jsonb_agg(a.attname ORDER BY a.attnum), '[]')
            FROM pg_attribute a
            WHERE a.attrelid = relation AND a.attnum = ANY (t.tgattr::int2[])),
          'enabled', CASE t.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled'
            WHEN 'R' THEN 'replica' ELSE 'always' END,
          'fires', t.fires,
          'function', (SELECT format('%I.%I', n.nspname, p.proname)
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid = t.tgfoid),
          'transition_tables', num_nonnulls(t.tgoldtable, t.tgnewtable) > 0,
          'is_constraint', t.tgconstraint <> 0, 'deferrable', t.tgdeferrable,
          'initially_deferred', t.tginitdeferred) ORDER BY t.tgname)
        FROM triggers t WHERE t.tgrelid = relation), '[]'),
      'trigger_flags', (
        SELECT jsonb_build_object(
          'before_row_insert', count(*) FILTER (
            WHERE t.is_row AND t.is_before AND t.on_insert AND t.in_tree) > 0,
          'after_row_insert', count(*) FILTER (
            WHERE t.is_row AND NOT t.is_before AND t.on_insert AND t.in_tree) > 0,
          'statement_insert', count(*) FILTER (
            WHERE NOT t.is_row AND t.on_insert AND t.tgrelid = relation) > 0,
          'row_update', count(*) FILTER (WHERE t.is_row AND t.on_update) > 0,
          'statement_update', count(*) FILTER (
            WHERE NOT t.is_row AND t.on_update AND t.tgrelid = relation) > 0,
          'row_delete', count(*) FILTER (WHERE t.is_row AND t.on_delete) > 0,
          'statement_delete', count(*) FILTER (
            WHERE NOT t.is_row AND t.on_delete AND t.tgrelid = relation) > 0,
          'truncate', count(*) FILTER (WHERE t.on_truncate) > 0)
        FROM triggers t WHERE t.fires),
      'rules', coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', r.rulename,
          'event', CASE r.ev_type WHEN '1' THEN 'select' WHEN '2' THEN 'update'
            WHEN '3' THEN 'insert' ELSE 'delete' END,
          'instead', r.is_instead,
          'enabled', CASE r.ev_enabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled'
            WHEN 'R' THEN 'replica' ELSE 'always' END,
          'fires', r.ev_enabled IN ('A', session.origin)) ORDER BY r.rulename)
        FROM pg_rewrite r WHERE r.ev_class = relation AND r.rulename <> '_RETURN'), '[]'),
      'row_security', jsonb_build_object(
        'enabled', c.relrowsecurity, 'forced', c.relforcerowsecurity,
        'active_for_caller', row_security_active(c.oid),
        'policies', coalesce((
          SELECT jsonb_agg(jsonb_build_object('name', p.polname,
            'command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert'
              WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END,
            'permissive', p.polpermissive,
            'roles', (SELECT jsonb_agg(CASE o.role WHEN 0 THEN 'public'
                ELSE pg_get_userbyid(o.role) END ORDER BY o.place)
              FROM unnest(p.polroles) WITH ORDINALITY o(role, place)),
            'using', pg_get_expr(p.polqual, p.polrelid),
            'with_check', pg_get_expr(p.polwithcheck, p.polrelid)) ORDER BY p.polname)
          FROM pg_policy p WHERE p.polrelid = relation), '[]'))) ||
    jsonb_build_object(
      'partitioning', jsonb_build_object(
        'strategy', (SELECT CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list'
          ELSE 'hash' END FROM pg_partitioned_table p WHERE p.partrelid = relation),
        'key', CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
        'key_columns', (SELECT coalesce(jsonb_agg(a.attname ORDER BY k.place), '[]')
          FROM pg_partitioned_table p, unnest(p.partattrs::int2[]) WITH ORDINALITY k(num, place)
          JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = k.num
          WHERE p.partrelid = relation),
        'partitions', (SELECT count(*) FROM pg_inherits i
          WHERE i.inhparent = relation AND c.relkind = 'p'),
        'foreign_partitions', (SELECT count(*) FROM family f
          JOIN pg_class p ON p.oid = f.relid AND p.relkind = 'f'
          WHERE f.in_tree AND f.relid <> relation),
        'is_partition', c.relispartition,
        'parent', (SELECT p.qualified FROM pg_inherits i JOIN names p ON p.oid = i.inhparent
          WHERE i.inhrelid = relation AND c.relispartition),
        'bound', pg_get_expr(c.relpartbound, c.oid)),
      'inheritance', jsonb_build_object(
        'parents', (SELECT coalesce(jsonb_agg(p.qualified ORDER BY i.inhseqno), '[]')
          FROM pg_inherits i JOIN names p ON p.oid = i.inhparent
          WHERE i.inhrelid = relation AND NOT c.relispartition),
        'children', (SELECT count(*) FROM pg_inherits i
          WHERE i.inhparent = relation AND c.relkind <> 'p')),
      'replica_identity', CASE c.relreplident WHEN 'd' THEN 'default' WHEN 'f' THEN 'full'
        WHEN 'i' THEN 'index' ELSE 'nothing' END,
      'publications', coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', p.pubname, 'all_tables', p.puballtables,
          'insert', p.pubinsert, 'update', p.pubupdate, 'delete', p.pubdelete,
          'truncate', p.pubtruncate,
          'column_list', coalesce((SELECT to_jsonb(r) ->> 'prattrs' IS NOT NULL
            FROM pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = relation), false),
          'row_filter', coalesce((SELECT to_jsonb(r) ->> 'prqual' IS NOT NULL
            FROM pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = relation), false))
          ORDER BY p.pubname)
        FROM pg_publication p
        WHERE EXISTS (
          SELECT FROM pg_get_publication_tables(p.pubname) g
          WHERE g.relid IN (SELECT f.relid FROM family f WHERE f.in_tree
            UNION ALL SELECT a.relid FROM ancestors a WHERE c.relispartition))), '[]'),
      'privileges', jsonb_build_object(
        'select', has_table_privilege(c.oid, 'SELECT'),
        'insert', has_table_privilege(c.oid, 'INSERT'),
        'update', has_table_privilege(c.oid, 'UPDATE'),
        'delete', has_table_privilege(c.oid, 'DELETE'),
        'truncate', has_table_privilege(c.oid, 'TRUNCATE'),
        'references', has_table_privilege(c.oid, 'REFERENCES'),
        'owner', pg_has_role(c.relowner, 'USAGE'),
        'owner_of_children', (SELECT bool_and(pg_has_role(p.relowner, 'USAGE'))
          FROM family f JOIN pg_class p ON p.oid = f.relid),
        -- The right to ANALYZE: the owner's, the database owner's and from 17 MAINTAIN.
        'maintain', pg_has_role(c.relowner, 'USAGE')
          OR (SELECT pg_has_role(d.datdba, 'USAGE') FROM pg_database d
            WHERE d.datname = current_database())
          OR CASE WHEN current_setting('server_version_num')::int >= 170000
            THEN has_table_privilege(c.oid, 'MAINTAIN') ELSE false END))
    FROM session, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = relation);
END
$describe$;

COMMENT ON FUNCTION datamove.describe_relation(oid) IS
  'The relation with this OID as one JSON document, read from pg_catalog; null if there is none.';

-- These two set no search_path, so that the name means what it means to the caller.
CREATE OR REPLACE FUNCTION datamove.find_relation(table_name text) RETURNS oid
LANGUAGE plpgsql STABLE STRICT
AS $find$
DECLARE
  parts pg_catalog.text[];
  part pg_catalog.text;
  quoted pg_catalog.text;
BEGIN
  -- Not to_regclass at once: on some versions that takes "1259" for an OID.
  BEGIN
    parts := pg_catalog.parse_ident(table_name);
  EXCEPTION WHEN invalid_parameter_value THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_name',
      MESSAGE = pg_catalog.format('invalid name syntax: "%s"', table_name),
      HINT = 'Write name or schema.name, with double quotes round a part that is not plain lower'
        ' case.';
  END;
  FOREACH part IN ARRAY parts LOOP
    quoted := pg_catalog.concat_ws('.', quoted, pg_catalog.quote_ident(part));
  END LOOP;
  RETURN pg_catalog.to_regclass(quoted);
END
$find$;

COMMENT ON FUNCTION datamove.find_relation(text) IS
  'The OID of the relation that SQL would find by this name for the caller; null if there is none.';

CREATE OR REPLACE FUNCTION datamove.describe(table_name text) RETURNS jsonb
LANGUAGE plpgsql STABLE STRICT
AS $describe$
DECLARE
  described pg_catalog.jsonb := datamove.describe_relation(datamove.find_relation(table_name));
BEGIN
  IF described IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'undefined_table',
      MESSAGE = pg_catalog.format('relation "%s" does not exist',
        pg_catalog.array_to_string(pg_catalog.parse_ident(table_name), '.'));
  END IF;
  RETURN described;
END
$describe$;

COMMENT ON FUNCTION datamove.describe(text) IS
  'The table that SQL would find by this name for the caller, as one JSON document: columns, keys, '
  'constraints, indexes, triggers, row security, partitioning, privileges of the caller.';
