-- How PostgreSQL writes values of key columns, so that equal ones are written the same.

CREATE OR REPLACE FUNCTION datamove.normal_slice(probe text, candidates text[], first integer, last integer)
RETURNS jsonb
LANGUAGE plpgsql
-- The shortest decimal that is the value: with fewer digits different values look the same.
SET extra_float_digits = 3
AS $$
DECLARE
  middle integer;
  written jsonb;
BEGIN
  BEGIN
    EXECUTE probe INTO written
      USING (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('n', c.n, 'v', c.v))
        FROM pg_catalog.unnest(candidates[first:last]) WITH ORDINALITY AS c(v, n));
    RETURN written;
  EXCEPTION WHEN OTHERS THEN
    IF first OPERATOR(pg_catalog.=) last THEN
      RETURN '[null]';
    END IF;
  END;
  middle := (first OPERATOR(pg_catalog.+) last) OPERATOR(pg_catalog./) 2;
  RETURN datamove.normal_slice(probe, candidates, first, middle)
    OPERATOR(pg_catalog.||) datamove.normal_slice(probe, candidates, middle OPERATOR(pg_catalog.+) 1, last);
END
$$;
COMMENT ON FUNCTION datamove.normal_slice(text, text[], integer, integer) IS 'Some values as PostgreSQL writes them; null for those that are refused, found by halving';

CREATE OR REPLACE FUNCTION datamove.normal_probe(type oid, type_mod integer) RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  base text;
BEGIN
  WITH RECURSIVE levels(typid) AS (
    SELECT type
    UNION ALL
    SELECT t.typbasetype FROM levels AS l JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) l.typid
    WHERE t.typtype OPERATOR(pg_catalog.=) 'd'
  )
  SELECT t.typname INTO base FROM levels AS l JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) l.typid
  WHERE t.typtype OPERATOR(pg_catalog.<>) 'd';
  RETURN pg_catalog.format(
    'SELECT pg_catalog.jsonb_agg(%s ORDER BY x.n USING OPERATOR(pg_catalog.<)) FROM pg_catalog.json_to_recordset($1) AS x(n pg_catalog.int8, v %s)',
    CASE
      -- As JSON, dates and times are written the same way under every DateStyle.
      WHEN base OPERATOR(pg_catalog.=) 'date' THEN 'pg_catalog.to_jsonb(x.v)'
      WHEN base OPERATOR(pg_catalog.=) 'time' THEN 'pg_catalog.to_jsonb(x.v)'
      WHEN base OPERATOR(pg_catalog.=) 'timestamp' THEN 'pg_catalog.to_jsonb(x.v)'
      WHEN base OPERATOR(pg_catalog.=) 'timestamptz' THEN 'pg_catalog.to_jsonb(pg_catalog.timezone(''UTC'', x.v))'
      WHEN base OPERATOR(pg_catalog.=) 'bytea' THEN E'pg_catalog.concat(E''\\\\x'', pg_catalog.encode(x.v, ''hex''))'
      WHEN base OPERATOR(pg_catalog.=) 'citext' THEN 'pg_catalog.lower(x.v::pg_catalog.text)'
      ELSE 'x.v::pg_catalog.text' END,
    pg_catalog.format_type(type, type_mod));
END
$$;
COMMENT ON FUNCTION datamove.normal_probe(oid, integer) IS 'The statement that has values read and written in a form in which equal ones look the same';

CREATE OR REPLACE FUNCTION datamove.normalize(request jsonb, questions json) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
  relation oid := pg_catalog.jsonb_extract_path_text(request, 'table', 'oid')::pg_catalog.oid;
  question record;
  candidates text[];
  probe text;
  asked jsonb;
  texts jsonb := '{}';
BEGIN
  FOR question IN SELECT e.key, e.value FROM pg_catalog.json_each(questions) AS e LOOP
    candidates := ARRAY(SELECT pg_catalog.json_array_elements_text(question.value));
    asked := pg_catalog.jsonb_extract_path(request, 'types', question.key);
    IF asked IS NOT NULL THEN
      probe := datamove.normal_probe(pg_catalog.jsonb_extract_path_text(asked, 'oid')::pg_catalog.oid,
        pg_catalog.jsonb_extract_path_text(asked, 'mod')::pg_catalog.int4);
    ELSE
      SELECT datamove.normal_probe(a.atttypid, a.atttypmod) INTO probe
      FROM pg_catalog.pg_attribute AS a
      WHERE a.attrelid OPERATOR(pg_catalog.=) relation
        AND a.attname OPERATOR(pg_catalog.=) question.key::pg_catalog.name
        AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2;
    END IF;
    texts := texts OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(question.key,
      CASE WHEN probe IS NULL THEN pg_catalog.to_jsonb(candidates)
      ELSE datamove.normal_slice(probe, candidates, 1, pg_catalog.cardinality(candidates)) END);
  END LOOP;
  RETURN pg_catalog.jsonb_build_object('texts', texts)::pg_catalog.text;
END
$$;
COMMENT ON FUNCTION datamove.normalize(jsonb, json) IS 'Has values of the target''s columns read and written by PostgreSQL, for comparing keys';
