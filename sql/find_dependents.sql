-- What depends on the columns of a relation, for datamove.describe_dependents.

-- The objects, as pg_depend has them. target: the column's number in the relation, null for the
-- whole row. how: "column" directly, "through" something that goes with the column, "row" for a
-- view of the whole row, "row type". refuses_drop, refuses_alter: DROP COLUMN, ALTER TYPE stop here.
CREATE OR REPLACE FUNCTION datamove.find_dependents(relation oid)
RETURNS TABLE (target smallint, classid oid, objid oid, objsubid integer, deptype "char", how text,
  refuses_drop boolean, refuses_alter boolean)
LANGUAGE sql STABLE STRICT
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $find$
  WITH RECURSIVE
  -- ALTER TABLE reaches the relation and all that inherits from it.
  family(relid) AS (
    SELECT relation
    UNION
    SELECT i.inhrelid FROM family f JOIN pg_inherits i ON i.inhparent = f.relid
  ),
  -- goes: DROP COLUMN on the relation takes the column away in this table.
  columns AS (
    SELECT t.attnum AS target, a.attrelid AS relid, a.attnum AS num,
      a.attrelid = relation OR (a.attinhcount = 1 AND NOT a.attislocal) AS goes
    FROM pg_attribute t
    CROSS JOIN family f
    JOIN pg_attribute a ON a.attrelid = f.relid AND a.attname = t.attname
    WHERE t.attrelid = relation AND t.attnum > 0 AND NOT t.attisdropped
  ),
  -- From 15 a generated column's expression depends on the columns that it uses; before, the
  -- column itself does. A new type makes indexes and constraints anew: who needs them refuses.
  reached AS (
    SELECT c.target, d.classid, d.objid, d.objsubid, d.deptype, 'column' AS how,
      d.deptype = 'n' AND c.goes AS refuses_drop, false AS refuses_alter
    FROM columns c
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.relid
      AND d.refobjsubid = c.num
    UNION
    SELECT r.target, d.classid, d.objid, d.objsubid, d.deptype, 'through',
      d.deptype = 'n', d.deptype = 'n' AND (r.classid = 'pg_constraint'::regclass
        OR EXISTS (SELECT FROM pg_index i
          WHERE r.classid = 'pg_class'::regclass AND i.indexrelid = r.objid))
    FROM reached r
    JOIN pg_depend d ON d.refclassid = r.classid AND d.refobjid = r.objid
      AND (r.objsubid = 0 OR d.refobjsubid = r.objsubid) AND d.deptype IN ('a', 'i', 'n')
    WHERE r.deptype IN ('a', 'i')
  ),
  -- The row types, and types that hold one: arrays, domains, ranges, composites, rows of views.
  row_types(typid) AS (
    SELECT c.reltype FROM family f JOIN pg_class c ON c.oid = f.relid WHERE c.reltype <> 0
    UNION
    SELECT t.oid
    FROM row_types r
    JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = r.typid
    LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
      AND d.objsubid > 0 AND c.relkind IN ('c', 'v', 'f')
    JOIN pg_type t
      ON t.oid = CASE d.classid WHEN 'pg_type'::regclass THEN d.objid ELSE c.reltype END
    WHERE t.typtype <> 'd' OR t.typbasetype = r.typid
  )
  SELECT * FROM reached
  UNION ALL
  -- Columns of a partition key depend on their table instead.
  SELECT c.target, d.refclassid, d.refobjid, 0, 'n', 'column', true, true
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
  -- What uses the whole row is recorded as a dependent of the table, or not at all if it uses a
  -- column too: the tree tells.
  SELECT DISTINCT NULL::smallint, d.classid, d.objid, 0, d.deptype, 'row', false, false
  FROM family f
  JOIN pg_class c ON c.oid = f.relid
  JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
    AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass) AND d.deptype = 'n'
  WHERE coalesce(
      (SELECT w.ev_action::text FROM pg_rewrite w
       WHERE d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid AND w.rulename = '_RETURN'),
      (SELECT to_jsonb(p) ->> 'prosqlbody' FROM pg_proc p
       WHERE d.classid = 'pg_proc'::regclass AND p.oid = d.objid)) -- new in 14
    LIKE format('%%:varattno 0 :vartype %s %%', c.reltype)
$find$;

COMMENT ON FUNCTION datamove.find_dependents(oid) IS
  'What pg_depend says to depend on the columns and the row type of the relation with this OID; '
  'part of datamove.describe_dependents.';
