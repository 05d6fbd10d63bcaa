-- A schema with a namesake of everything in pg_catalog that a statement can name: functions,
-- aggregates, operators, types and relations. Each has the very signature of its model, so it is
-- taken wherever it stands first on a search_path and a name has no schema. It does what its model
-- does, and leaves an advisory lock of the session behind: what rollbacks undo would be lost.
-- The lock's key is the kind of the model (1 function, 2 operator, 3 type, 4 relation) and its OID;
-- a lock with one key of 64 bits is that of a function whose arguments PL/pgSQL cannot have.

CREATE SCHEMA trap;
GRANT USAGE ON SCHEMA trap TO PUBLIC;
SET search_path = pg_catalog;

CREATE FUNCTION trap.spring(kind integer, model bigint) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_lock(kind, model::integer);
  RETURN true;
END $$;

CREATE FUNCTION trap.same(state boolean) RETURNS boolean LANGUAGE sql AS 'SELECT state';

-- Whether PL/pgSQL takes a type as that of an argument or a result.
CREATE FUNCTION pg_temp.is_speakable(type oid) RETURNS boolean LANGUAGE sql AS $$
  SELECT t.typtype <> 'p' OR t.typname = 'record' OR t.typname ~ '^any(element|nonarray|array|enum|range|multirange|compatible.*)$'
    OR EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid AND e.typtype <> 'p')
  FROM pg_type t WHERE t.oid = type
$$;

CREATE FUNCTION pg_temp.add_functions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  f record;
  call text;
  body text;
BEGIN
  FOR f IN
    SELECT p.*, pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
      (SELECT coalesce(bool_and(pg_temp.is_speakable(a)), true) FROM unnest(p.proargtypes || coalesce(p.proallargtypes, '{}')) AS a) AS takes,
      (SELECT count(n) = count(DISTINCT n) FROM unnest(p.proargnames) AS n WHERE n <> '') AS distinct_names,
      coalesce(p.proargmodes && ARRAY['o', 'b', 't']::"char"[], false) AS has_out,
      pg_temp.is_speakable(p.prorettype) OR p.prorettype IN ('void'::regtype, 'trigger'::regtype, 'event_trigger'::regtype) AS gives
    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind IN ('f', 'w')
  LOOP
    CONTINUE WHEN f.pronargs = 0 AND NOT f.gives; -- handlers of languages and the like
    IF NOT (f.takes AND f.gives AND f.distinct_names) THEN
      EXECUTE format('CREATE FUNCTION trap.%I(%s) RETURNS %s LANGUAGE internal AS ''pg_advisory_lock_int8''', f.proname, (
        SELECT string_agg(CASE WHEN f.provariadic <> 0 AND n = f.pronargs THEN 'VARIADIC ' ELSE '' END || a::regtype, ', ' ORDER BY n)
        FROM unnest(f.proargtypes::oid[]) WITH ORDINALITY AS x(a, n)),
        CASE WHEN f.prorettype IN ('integer'::regtype, 'boolean'::regtype) AND NOT f.proretset THEN f.result ELSE 'void' END);
      CONTINUE;
    END IF;
    SELECT format('pg_catalog.%I(%s)', f.proname, string_agg(
      CASE WHEN f.provariadic <> 0 AND n = f.pronargs THEN 'VARIADIC ' ELSE '' END || '$' || n, ', ' ORDER BY n))
    INTO call FROM generate_series(1, f.pronargs) AS n;
    call := coalesce(call, format('pg_catalog.%I()', f.proname));
    body := CASE
      WHEN f.prokind = 'w' OR f.prorettype IN ('trigger'::regtype, 'event_trigger'::regtype) THEN 'RETURN NULL'
      WHEN f.proretset AND f.prorettype = 'record'::regtype AND NOT f.has_out THEN 'RETURN'
      WHEN f.proretset THEN 'RETURN QUERY SELECT * FROM ' || call
      WHEN f.has_out OR f.prorettype = 'void'::regtype THEN 'RETURN'
      ELSE 'RETURN ' || call END;
    EXECUTE format('CREATE FUNCTION trap.%I(%s) RETURNS %s LANGUAGE plpgsql SET search_path = pg_catalog AS %L',
      f.proname, f.arguments, f.result, format('BEGIN PERFORM trap.spring(1, %s); %s; END', f.oid, body));
  END LOOP;
END $$;

-- The final function of an aggregate is called whatever its rows are.
CREATE FUNCTION pg_temp.add_aggregates() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  a record;
  step text;
  final text;
BEGIN
  FOR a IN
    SELECT p.oid, p.proname, g.aggkind, pg_get_function_identity_arguments(p.oid) AS signature, p.prorettype,
      '"any"'::regtype = ANY (p.proargtypes) AS of_any, x.direct, x.taken
    FROM pg_proc p JOIN pg_aggregate g ON g.aggfnoid = p.oid,
      LATERAL (
        SELECT string_agg(', ' || t::regtype, '' ORDER BY n) FILTER (WHERE n <= g.aggnumdirectargs) AS direct,
          string_agg(', ' || t::regtype, '' ORDER BY n) FILTER (WHERE n > g.aggnumdirectargs) AS taken
        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a(t, n)) AS x
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND g.aggkind <> 'h' -- rank() WITHIN GROUP and its like
  LOOP
    step := format('step_%s', a.oid);
    final := format('final_%s', a.oid);
    EXECUTE format('CREATE FUNCTION trap.%I(boolean%s) RETURNS boolean LANGUAGE %s', step, a.taken,
      CASE WHEN a.of_any THEN 'internal AS ''pg_advisory_lock_int8''' ELSE 'plpgsql AS ''BEGIN RETURN $1; END''' END);
    EXECUTE format('CREATE FUNCTION trap.%I(boolean%s) RETURNS %s LANGUAGE plpgsql AS %L', final, a.direct,
      CASE WHEN (SELECT typtype FROM pg_type WHERE oid = a.prorettype) = 'p' THEN 'boolean' ELSE a.prorettype::regtype::text END,
      format('BEGIN PERFORM trap.spring(1, %s); RETURN NULL; END', a.oid));
    EXECUTE format('CREATE AGGREGATE trap.%I(%s) (SFUNC = trap.%I, STYPE = boolean, FINALFUNC = trap.%I)',
      a.proname, coalesce(nullif(a.signature, ''), '*'), step, final);
  END LOOP;
END $$;

CREATE FUNCTION pg_temp.add_operators() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  o record;
  name text;
BEGIN
  FOR o IN
    SELECT p.oid, p.oprname, nullif(p.oprleft, 0)::regtype AS before, p.oprright::regtype AS behind, p.oprresult::regtype AS result
    FROM pg_operator p WHERE p.oprnamespace = 'pg_catalog'::regnamespace
  LOOP
    name := format('trap.%I', 'operator_' || o.oid);
    EXECUTE format('CREATE FUNCTION %s(%s) RETURNS %s LANGUAGE plpgsql AS %L', name, concat_ws(', ', o.before, o.behind), o.result,
      format('BEGIN PERFORM trap.spring(2, %s); RETURN %s OPERATOR(pg_catalog.%s) %s; END', o.oid,
        CASE WHEN o.before IS NULL THEN '' ELSE '$1' END, o.oprname, CASE WHEN o.before IS NULL THEN '$1' ELSE '$2' END));
    EXECUTE format('CREATE OPERATOR trap.%s (FUNCTION = %s, %s RIGHTARG = %s)', o.oprname, name,
      'LEFTARG = ' || o.before || ',', o.behind);
  END LOOP;
END $$;

CREATE FUNCTION pg_temp.add_types() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t record;
BEGIN
  FOR t IN
    SELECT o.oid, o.typname, CASE o.typtype WHEN 'p' THEN 'int4' ELSE o.typname END AS base FROM pg_type o
    WHERE o.typnamespace = 'pg_catalog'::regnamespace AND o.typtype IN ('b', 'r', 'm', 'p')
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = o.oid)
  LOOP
    EXECUTE format('CREATE DOMAIN trap.%I AS pg_catalog.%I CHECK (trap.spring(3, %s))', t.typname, t.base, t.oid);
  END LOOP;
END $$;

CREATE FUNCTION pg_temp.add_relations() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r record;
BEGIN
  FOR r IN
    SELECT c.oid, c.relname FROM pg_class c
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind IN ('r', 'v')
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.atttypid IN ('anyarray'::regtype, 'pg_statistic[]'::regtype))
  LOOP
    EXECUTE format('CREATE VIEW trap.%I AS SELECT model.* FROM (SELECT trap.spring(4, %s) AS sprung OFFSET 0) AS one'
      ' LEFT JOIN pg_catalog.%1$I AS model ON one.sprung', r.relname, r.oid);
    EXECUTE format('GRANT SELECT ON trap.%I TO PUBLIC', r.relname);
  END LOOP;
END $$;

SELECT pg_temp.add_functions();
SELECT pg_temp.add_aggregates();
SELECT pg_temp.add_types();
SELECT pg_temp.add_relations();
SELECT pg_temp.add_operators();
RESET search_path;
