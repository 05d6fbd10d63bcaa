-- What depends on the columns of a relation, for datamove.describe_dependents.

-- The objects, as pg_depend has them. family: the relation and all that inherits from it, which
-- ALTER TABLE reaches too. target: the column's number in the relation, null for the whole row.
-- how: "column" directly, "through" something that goes with the column, "row" for a view or a
-- function of the whole row, "row type". in_drop: DROP COLUMN comes to it. in_rebuild: ALTER TYPE
-- drops, and makes anew, what it depends on.
CREATE OR REPLACE FUNCTION datamove.find_dependents(relation oid, family oid[])
RETURNS TABLE (target smallint, classid oid, objid oid, objsubid integer, deptype "char", how text,
  in_drop boolean, in_rebuild boolean)
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $find$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE
  -- goes: DROP COLUMN on the relation takes the column away in this table.
  columns AS (
    SELECT t.attnum AS target, a.attrelid AS relid, a.attnum AS num,
      a.attrelid = relation OR (NOT a.attislocal AND (a.attinhcount = 1 OR a.attinhcount = (
        SELECT count(*) FROM pg_inherits i
        WHERE i.inhrelid = a.attrelid AND i.inhparent = ANY (family)))) AS goes
    FROM pg_attribute t
    JOIN pg_attribute a ON a.attrelid = ANY (family) AND a.attname = t.attname
    WHERE t.attrelid = relation AND t.attnum > 0 AND NOT t.attisdropped
  ),
  -- From 15 a generated column's expression depends on the columns that it uses; before, the
  -- column itself does.
  reached AS (
    SELECT c.target, d.classid, d.objid, d.objsubid, d.deptype, 'column' AS how,
      c.goes AS in_drop, false AS in_rebuild
    FROM columns c
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.relid
      AND d.refobjsubid = c.num
    UNION
    SELECT r.target, d.classid, d.objid, d.objsubid, d.deptype, 'through', r.in_drop,
      r.classid = 'pg_constraint'::regclass OR EXISTS (
        SELECT FROM pg_index i WHERE r.classid = 'pg_class'::regclass AND i.indexrelid = r.objid)
    FROM reached r
    JOIN pg_depend d ON d.refclassid = r.classid AND d.refobjid = r.objid
      AND (r.objsubid = 0 OR d.refobjsubid = r.objsubid) AND d.deptype IN ('a', 'i', 'n')
    WHERE r.deptype IN ('a', 'i')
  ),
  -- The row types, and types that hold one: arrays, domains, ranges, composites, rows of views.
  row_types(typid) AS (
    SELECT c.reltype FROM pg_class c WHERE c.oid = ANY (family) AND c.reltype <> 0
    UNION
    SELECT t.oid
    FROM row_types r
    JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = r.typid
    LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
      AND d.objsubid > 0 AND c.relkind IN ('c', 'v', 'f')
    JOIN pg_type t
      ON t.oid = CASE d.classid WHEN 'pg_type'::regclass THEN d.objid ELSE c.reltype END
    WHERE t.typtype <> 'd' OR t.typbasetype = r.typid
  ),
  users_of_row AS (
    SELECT DISTINCT d.classid, d.objid, c.reltype
    FROM pg_class c
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
      AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass) AND d.deptype = 'n'
    WHERE c.oid = ANY (family)
  )
  SELECT r.* FROM reached r
  UNION ALL
  -- Columns of a partition key have their table depend on them the other way round.
  SELECT c.target, d.refclassid, d.refobjid, 0, 'n'::"char", 'column', true, false
  FROM columns c
  JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.relid AND d.objsubid = c.num
    AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.relid AND d.refobjsubid = 0
    AND d.deptype = 'i'
  UNION ALL
  SELECT NULL, d.classid, d.objid, d.objsubid, d.deptype, 'row type', false, false
  FROM row_types r
  JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = r.typid
    AND d.deptype <> 'i'
  UNION ALL
  -- The use of a whole row is recorded as one of the table, or not at all beside one of a column:
  -- the tree tells.
  SELECT NULL, u.classid, u.objid, 0, 'n'::"char", 'row', false, false
  FROM users_of_row u
  CROSS JOIN LATERAL (
    SELECT w.ev_action::text AS tree FROM pg_rewrite w
    WHERE u.classid = 'pg_rewrite'::regclass AND w.oid = u.objid AND w.rulename = '_RETURN'
    UNION ALL
    SELECT to_jsonb(p) ->> 'prosqlbody' FROM pg_proc p -- new in 14
    WHERE u.classid = 'pg_proc'::regclass AND p.oid = u.objid
  ) body
  WHERE body.tree LIKE format('%%:varattno 0 :vartype %s %%', u.reltype);
END
$find$;

COMMENT ON FUNCTION datamove.find_dependents(oid, oid[]) IS
  'What pg_depend says to depend on the columns and the row type of the relation with this OID, in '
  'it and all that inherits from it; part of datamove.describe_dependents.';
