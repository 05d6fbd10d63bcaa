-- What the engine asks about values whose types PostgreSQL alone knows: "judge", which of them their
-- type's input function refuses, and why, and where that tells what the type keeps of them, how its
-- output function writes them; "normalize", how PostgreSQL writes values of key columns, so
-- that equal ones are written the same.

CREATE OR REPLACE FUNCTION datamove.readable_text(message text) RETURNS text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  bytes bytea;
  ascii text := '';
BEGIN
  PERFORM convert_to(message, getdatabaseencoding()::name);
  RETURN message;
EXCEPTION WHEN character_not_in_repertoire THEN
  -- Some input functions quote a single byte of a character, or cut a text within one.
  bytes := decode(replace(message, E'\\', E'\\\\'), 'escape');
  FOR i IN 0 .. length(bytes) - 1 LOOP
    ascii := ascii || CASE WHEN get_byte(bytes, i) < 128 THEN chr(get_byte(bytes, i)) ELSE '?' END;
  END LOOP;
  RETURN ascii;
END
$$;
COMMENT ON FUNCTION datamove.readable_text(text) IS 'The text of an error, with question marks where it is not valid in the database''s encoding';

CREATE OR REPLACE FUNCTION datamove.judge_probe(type oid, type_mod integer, written boolean) RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  base pg_catalog.oid := type;
  below pg_catalog.oid;
BEGIN
  LOOP
    SELECT t.typbasetype INTO below FROM pg_catalog.pg_type AS t
    WHERE t.oid OPERATOR(pg_catalog.=) base AND t.typtype OPERATOR(pg_catalog.=) 'd';
    EXIT WHEN below IS NULL;
    base := below;
  END LOOP;
  -- A string would become a JSON string: a value that is JSON itself travels as text.
  IF base OPERATOR(pg_catalog.=) 'pg_catalog.json'::pg_catalog.regtype
    OR base OPERATOR(pg_catalog.=) 'pg_catalog.jsonb'::pg_catalog.regtype
  THEN
    RETURN pg_catalog.format(
      'SELECT pg_catalog.to_jsonb(pg_catalog.count(x.v::%s)) FROM pg_catalog.json_to_recordset($1) AS x(v pg_catalog.text)',
      pg_catalog.format_type(type, type_mod));
  END IF;
  -- The column definition makes each value pass through the type's input function with its typmod, and
  -- %s of format through its output function: a cast to text could be another one.
  RETURN pg_catalog.format(CASE WHEN written
    THEN 'SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(''index'', x.n, ''text'', pg_catalog.format(''%%s'', x.v)))'
      ' FROM pg_catalog.json_to_recordset($1) AS x(n pg_catalog.int8, t pg_catalog.text, v %s)'
      ' WHERE pg_catalog.format(''%%s'', x.v) OPERATOR(pg_catalog.<>) x.t'
    ELSE 'SELECT pg_catalog.to_jsonb(pg_catalog.count(x.v)) FROM pg_catalog.json_to_recordset($1) AS x(v %s)' END,
    pg_catalog.format_type(type, type_mod));
END
$$;
COMMENT ON FUNCTION datamove.judge_probe(oid, integer, boolean) IS 'The statement that has a type''s input function read values, and its output function write them where that is asked for';

CREATE OR REPLACE FUNCTION datamove.judge_slice(probe text, written boolean, candidates text[], first integer, last integer)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  step integer := (last OPERATOR(pg_catalog.-) first) OPERATOR(pg_catalog./) 8 OPERATOR(pg_catalog.+) 1;
  place integer := first OPERATOR(pg_catalog.-) 1;
  accepted pg_catalog.jsonb;
  verdicts pg_catalog.jsonb[] := '{}';
  candidate pg_catalog.text;
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
BEGIN
  BEGIN
    EXECUTE probe INTO accepted USING CASE WHEN written
      THEN (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
          'n', c.n OPERATOR(pg_catalog.+) place::bigint OPERATOR(pg_catalog.-) 1::bigint, 't', c.v, 'v', c.v))
        FROM pg_catalog.unnest(candidates) WITH ORDINALITY AS c(v, n))
      ELSE (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('v', c)) FROM pg_catalog.unnest(candidates) AS c) END;
    RETURN CASE WHEN written THEN coalesce(accepted, '[]') ELSE '[]' END;
  EXCEPTION WHEN OTHERS THEN
    -- One of them is refused at least.
  END;
  IF step OPERATOR(pg_catalog.>) 2 THEN
    FOR start IN first .. last BY step LOOP
      place := LEAST(start OPERATOR(pg_catalog.+) step OPERATOR(pg_catalog.-) 1, last);
      accepted := datamove.judge_slice(probe, written,
        candidates[start OPERATOR(pg_catalog.-) first OPERATOR(pg_catalog.+) 1 : place OPERATOR(pg_catalog.-) first OPERATOR(pg_catalog.+) 1],
        start, place);
      verdicts := pg_catalog.array_append(verdicts, accepted);
    END LOOP;
    RETURN (SELECT coalesce(pg_catalog.jsonb_agg(v), '[]')
      FROM pg_catalog.unnest(verdicts) AS slice, pg_catalog.jsonb_array_elements(slice) AS v);
  END IF;
  FOREACH candidate IN ARRAY candidates LOOP
    BEGIN
      EXECUTE probe INTO accepted
        USING pg_catalog.json_build_array(pg_catalog.json_build_object('n', place, 't', candidate, 'v', candidate));
      IF written AND accepted IS NOT NULL THEN
        verdicts := pg_catalog.array_append(verdicts, pg_catalog.jsonb_extract_path(accepted, '0'));
      END IF;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
      verdicts := pg_catalog.array_append(verdicts, pg_catalog.jsonb_build_object(
        'index', place, 'sqlstate', state,
        'message', datamove.readable_text(message), 'detail', datamove.readable_text(detail)));
    END;
    place := place OPERATOR(pg_catalog.+) 1;
  END LOOP;
  RETURN pg_catalog.to_jsonb(verdicts);
END
$$;
COMMENT ON FUNCTION datamove.judge_slice(text, boolean, text[], integer, integer) IS 'The refused ones among some values, found in ever smaller slices and at last one by one, and those that are written in another way where that is asked for';

CREATE OR REPLACE FUNCTION datamove.normal_probe(type oid, type_mod integer) RETURNS text
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  base pg_catalog.text;
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
      -- A month has thirty days and a day 24 hours where intervals are compared; the bytes know no IntervalStyle.
      WHEN base OPERATOR(pg_catalog.=) 'interval' THEN
        'pg_catalog.encode(pg_catalog.interval_send(pg_catalog.justify_interval(x.v)), ''hex'')'
      WHEN base OPERATOR(pg_catalog.=) 'bytea' THEN E'pg_catalog.concat(E''\\\\x'', pg_catalog.encode(x.v, ''hex''))'
      WHEN base OPERATOR(pg_catalog.=) 'citext' THEN 'pg_catalog.lower(x.v::pg_catalog.text)'
      ELSE 'x.v::pg_catalog.text' END,
    pg_catalog.format_type(type, type_mod));
END
$$;
COMMENT ON FUNCTION datamove.normal_probe(oid, integer) IS 'The statement that has values read and written in a form in which equal ones look the same';

CREATE OR REPLACE FUNCTION datamove.normal_slice(probe text, candidates text[], first integer, last integer)
RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  step integer := (last OPERATOR(pg_catalog.-) first) OPERATOR(pg_catalog./) 8 OPERATOR(pg_catalog.+) 1;
  written pg_catalog.jsonb;
  texts pg_catalog.jsonb[] := '{}';
  candidate pg_catalog.text;
BEGIN
  BEGIN
    EXECUTE probe INTO written
      USING (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('n', c.n, 'v', c.v))
        FROM pg_catalog.unnest(candidates[first:last]) WITH ORDINALITY AS c(v, n));
    RETURN written;
  EXCEPTION WHEN OTHERS THEN
    -- One of them is refused at least.
  END;
  IF step OPERATOR(pg_catalog.>) 2 THEN
    FOR start IN first .. last BY step LOOP
      texts := pg_catalog.array_append(texts, datamove.normal_slice(
        probe, candidates, start, LEAST(start OPERATOR(pg_catalog.+) step OPERATOR(pg_catalog.-) 1, last)));
    END LOOP;
    RETURN (SELECT pg_catalog.jsonb_agg(t)
      FROM pg_catalog.unnest(texts) AS slice, pg_catalog.jsonb_array_elements(slice) AS t);
  END IF;
  FOREACH candidate IN ARRAY candidates[first:last] LOOP
    BEGIN
      EXECUTE probe INTO written USING pg_catalog.json_build_array(pg_catalog.json_build_object('n', 1, 'v', candidate));
      texts := pg_catalog.array_append(texts, pg_catalog.jsonb_extract_path(written, '0'));
    EXCEPTION WHEN OTHERS THEN
      texts := pg_catalog.array_append(texts, 'null'::pg_catalog.jsonb);
    END;
  END LOOP;
  RETURN pg_catalog.to_jsonb(texts);
END
$$;
COMMENT ON FUNCTION datamove.normal_slice(text, text[], integer, integer) IS 'Some values as PostgreSQL writes them; null for those that are refused, found in ever smaller slices and at last one by one';

CREATE OR REPLACE FUNCTION datamove.type_asked_for(asked json, column_name text, OUT type oid, OUT type_mod integer)
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  given pg_catalog.json := pg_catalog.json_extract_path(asked, 'types', column_name);
BEGIN
  IF given IS NOT NULL THEN
    type := pg_catalog.json_extract_path_text(given, 'oid')::pg_catalog.oid;
    type_mod := pg_catalog.json_extract_path_text(given, 'mod')::pg_catalog.int4;
  ELSE
    SELECT a.atttypid, a.atttypmod INTO type, type_mod
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid OPERATOR(pg_catalog.=) pg_catalog.json_extract_path_text(asked, 'table')::pg_catalog.oid
      AND a.attname OPERATOR(pg_catalog.=) column_name::pg_catalog.name
      AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2;
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.type_asked_for(json, text) IS 'The type of a column in a question about values: that of the option "types", or the one that the table''s column has now';

CREATE OR REPLACE FUNCTION datamove.judge_values(asked json) RETURNS json
LANGUAGE plpgsql
-- The shortest decimal that is the value: with fewer digits different values look the same.
SET extra_float_digits = 3
AS $$
DECLARE
  written_columns pg_catalog.text[] := ARRAY(
    SELECT pg_catalog.json_array_elements_text(pg_catalog.json_extract_path(asked, 'written')));
  written boolean;
  of_column pg_catalog.record;
  candidates pg_catalog.text[];
  declared pg_catalog.record;
  answers pg_catalog.jsonb := '{}';
BEGIN
  FOR of_column IN SELECT e.key, e.value FROM pg_catalog.json_each(pg_catalog.json_extract_path(asked, 'values')) AS e LOOP
    candidates := ARRAY(SELECT pg_catalog.json_array_elements_text(of_column.value));
    declared := datamove.type_asked_for(asked, of_column.key);
    written := of_column.key OPERATOR(pg_catalog.=) ANY (written_columns);
    answers := answers OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(of_column.key, datamove.judge_slice(
      datamove.judge_probe(declared.type, declared.type_mod, written), written, candidates, 1, pg_catalog.cardinality(candidates)));
  END LOOP;
  RETURN answers;
END
$$;
COMMENT ON FUNCTION datamove.judge_values(json) IS 'Has PostgreSQL judge values, as the types of the option "types" or the target''s columns do';

CREATE OR REPLACE FUNCTION datamove.normalize_values(asked json) RETURNS json
LANGUAGE plpgsql
SET extra_float_digits = 3
AS $$
DECLARE
  of_column pg_catalog.record;
  candidates pg_catalog.text[];
  declared pg_catalog.record;
  answers pg_catalog.jsonb := '{}';
BEGIN
  FOR of_column IN SELECT e.key, e.value FROM pg_catalog.json_each(pg_catalog.json_extract_path(asked, 'values')) AS e LOOP
    candidates := ARRAY(SELECT pg_catalog.json_array_elements_text(of_column.value));
    declared := datamove.type_asked_for(asked, of_column.key);
    answers := answers OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(of_column.key, CASE
      WHEN declared.type IS NULL THEN pg_catalog.to_jsonb(candidates) -- the engine has inferred the type
      ELSE datamove.normal_slice(
        datamove.normal_probe(declared.type, declared.type_mod), candidates, 1, pg_catalog.cardinality(candidates)) END);
  END LOOP;
  RETURN answers;
END
$$;
COMMENT ON FUNCTION datamove.normalize_values(json) IS 'Has PostgreSQL write values in the form in which equal ones are written the same, as the types of the option "types" or the target''s columns do';
