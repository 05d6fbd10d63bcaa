-- A schema with namesakes of all that pg_catalog has. Whoever uses one leaves an advisory lock of the
-- session's behind, which outlives a rollback.
CREATE SCHEMA trap;
GRANT USAGE ON SCHEMA trap TO guest, stranger;
CREATE FUNCTION trap.spring(object pg_catalog.oid) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_lock(42, object::integer);
  RETURN true;
END $$;
DO $$
DECLARE
  o record;
BEGIN
  FOR o IN
    SELECT t.oid, t.typname FROM pg_type t
    WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'r')
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
  LOOP
    EXECUTE format('CREATE DOMAIN trap.%1$I AS pg_catalog.%1$I CHECK (trap.spring(%2$s))', o.typname, o.oid);
  END LOOP;
  FOR o IN
    SELECT p.oid, p.proname, p.prorettype, p.proretset, p.proargtypes::oid[] AS types
    FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND NOT p.proretset
      AND p.provariadic = 0 AND p.proname !~ '^(pg_stat|bt|hash|gin|gist|spg|brin|RI_)'
      AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = ANY (p.proargtypes || p.prorettype) AND t.typtype = 'p')
  LOOP
    EXECUTE format('CREATE FUNCTION trap.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', o.proname,
      (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY n) FROM unnest(o.types) WITH ORDINALITY u(t, n)),
      format_type(o.prorettype, NULL), format('BEGIN PERFORM trap.spring(%s); RETURN NULL; END', o.oid));
  END LOOP;
  FOR o IN
    SELECT p.oid, p.oprname, p.oprleft, p.oprright, p.oprresult FROM pg_operator p
    WHERE p.oprnamespace = 'pg_catalog'::regnamespace AND p.oprkind = 'b'
      AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid IN (p.oprleft, p.oprright, p.oprresult) AND t.typtype = 'p')
  LOOP
    EXECUTE format('CREATE FUNCTION trap.operator_%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS %L', o.oid,
      o.oprleft::regtype, o.oprright::regtype, o.oprresult::regtype,
      format('BEGIN PERFORM trap.spring(%s); RETURN NULL; END', o.oid));
    EXECUTE format('CREATE OPERATOR trap.%s (FUNCTION = trap.operator_%s, LEFTARG = %s, RIGHTARG = %s)',
      o.oprname, o.oid, o.oprleft::regtype, o.oprright::regtype);
  END LOOP;
END $$;
