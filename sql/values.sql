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
      'SELECT CASE WHEN pg_catalog.count(x.v::%s) IS NOT NULL THEN ''[]''::pg_catalog.jsonb END FROM pg_catalog.json_to_recordset($1) AS x(v pg_catalog.text)',
      pg_catalog.format_type(type, type_mod));
  END IF;
  -- The column definition makes each value pass through the type's input function with its typmod, and
  -- %s of format through its output function: a cast to text could be another one.
  RETURN pg_catalog.format(CASE WHEN written
    THEN 'SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(''index'', x.n, ''text'', pg_catalog.format(''%%s'', x.v)))'
      ' FROM pg_catalog.json_to_recordset($1) AS x(n pg_catalog.int8, t pg_catalog.text, v %s)'
      ' WHERE pg_catalog.format(''%%s'', x.v) OPERATOR(pg_catalog.<>) x.t'
    ELSE 'SELECT CASE WHEN pg_catalog.count(x.v) IS NOT NULL THEN ''[]''::pg_catalog.jsonb END FROM pg_catalog.json_to_recordset($1) AS x(v %s)' END,
    pg_catalog.format_type(type, type_mod));
END
$$;
COMMENT ON FUNCTION datamove.judge_probe(oid, integer, boolean) IS 'The statement that has a type''s input function read values, and its output function write them where that is asked for';

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

CREATE OR REPLACE FUNCTION datamove.try_values(probe text, asked json, explain boolean) RETURNS jsonb
LANGUAGE plpgsql
AS $$
DECLARE
  -- What is still to be tried: the last first. Of what is refused, the parts take its place.
  slices pg_catalog.json[] := ARRAY[asked];
  top integer := 1;
  slice pg_catalog.json;
  size integer;
  step bigint;
  part pg_catalog.json;
  place integer := 0;
  is_accepted boolean;
  answer pg_catalog.jsonb;
  answers pg_catalog.jsonb[] := '{}';
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  about_schema pg_catalog.text;
  about_table pg_catalog.text;
  about_column pg_catalog.text;
  about_constraint pg_catalog.text;
  about_type pg_catalog.text;
BEGIN
  WHILE top OPERATOR(pg_catalog.>) 0 LOOP
    slice := slices[top];
    slices[top] := NULL;
    top := top OPERATOR(pg_catalog.-) 1;
    size := coalesce(pg_catalog.json_array_length(slice), 0);
    BEGIN
      EXECUTE probe INTO answer USING slice;
      is_accepted := true;
    EXCEPTION WHEN OTHERS THEN
      is_accepted := false; -- one of them is refused at least
    END;
    IF is_accepted THEN
      answers := pg_catalog.array_append(answers, answer);
      place := place OPERATOR(pg_catalog.+) size;
    ELSIF size OPERATOR(pg_catalog.>) 16 THEN
      step := (size OPERATOR(pg_catalog.-) 1) OPERATOR(pg_catalog./) 8 OPERATOR(pg_catalog.+) 1;
      FOR part IN
        SELECT pg_catalog.json_agg(e.value ORDER BY e.n) FROM pg_catalog.json_array_elements(slice) WITH ORDINALITY AS e(value, n)
        GROUP BY (e.n OPERATOR(pg_catalog.-) 1::bigint) OPERATOR(pg_catalog./) step
        ORDER BY pg_catalog.min(e.n) DESC
      LOOP
        top := top OPERATOR(pg_catalog.+) 1;
        slices[top] := part;
      END LOOP;
    ELSE
      FOR part IN SELECT pg_catalog.json_array_elements(slice) LOOP
        BEGIN
          EXECUTE probe INTO answer USING pg_catalog.json_build_array(part);
        EXCEPTION WHEN OTHERS THEN
          GET STACKED DIAGNOSTICS
            state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
            about_schema = SCHEMA_NAME, about_table = TABLE_NAME, about_column = COLUMN_NAME,
            about_constraint = CONSTRAINT_NAME, about_type = PG_DATATYPE_NAME;
          answer := '[null]';
          IF explain THEN
            message := datamove.readable_text(message);
            detail := datamove.readable_text(detail);
            answer := pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object(
              'index', place, 'sqlstate', state, 'message', message, 'detail', detail, 'schema', about_schema,
              'table', about_table, 'column', about_column, 'constraint', about_constraint, 'datatype', about_type));
          END IF;
        END;
        answers := pg_catalog.array_append(answers, answer);
        place := place OPERATOR(pg_catalog.+) 1;
      END LOOP;
    END IF;
  END LOOP;
  RETURN coalesce(CASE WHEN pg_catalog.cardinality(answers) OPERATOR(pg_catalog.=) 1 THEN answers[1] ELSE (
    SELECT pg_catalog.jsonb_agg(v)
    FROM pg_catalog.unnest(answers) AS part_of_answer, pg_catalog.jsonb_array_elements(part_of_answer) AS v) END, '[]');
END
$$;
COMMENT ON FUNCTION datamove.try_values(text, json, boolean) IS 'What a statement answers about some values, with the reason, or null, for those that are refused: found in ever smaller slices and at last one by one';

CREATE OR REPLACE FUNCTION datamove.type_of_values(asked json, column_name text) RETURNS json
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN coalesce(pg_catalog.json_extract_path(asked, 'types', column_name), (
    SELECT pg_catalog.json_build_object('oid', a.atttypid::pg_catalog.int8, 'mod', a.atttypmod)
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid OPERATOR(pg_catalog.=) pg_catalog.json_extract_path_text(asked, 'table')::pg_catalog.oid
      AND a.attname OPERATOR(pg_catalog.=) column_name::pg_catalog.name
      AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2));
END
$$;
COMMENT ON FUNCTION datamove.type_of_values(json, text) IS 'The type of a column in a question about values, with its modifier: that of the option "types", or the one that the table''s column has now; NULL if there is neither';

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
  declared pg_catalog.json;
  type pg_catalog.oid;
  probe pg_catalog.text;
  verdicts pg_catalog.jsonb;
  answers pg_catalog.jsonb := '{}';
BEGIN
  FOR of_column IN SELECT e.key, e.value FROM pg_catalog.json_each(pg_catalog.json_extract_path(asked, 'values')) AS e LOOP
    written := of_column.key OPERATOR(pg_catalog.=) ANY (written_columns);
    declared := datamove.type_of_values(asked, of_column.key);
    type := pg_catalog.json_extract_path_text(declared, 'oid')::pg_catalog.oid;
    probe := datamove.judge_probe(type, pg_catalog.json_extract_path_text(declared, 'mod')::integer, written);
    verdicts := datamove.try_values(probe, CASE WHEN written
      THEN (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('n', c.n OPERATOR(pg_catalog.-) 1::bigint, 't', c.v, 'v', c.v))
        FROM pg_catalog.json_array_elements_text(of_column.value) WITH ORDINALITY AS c(v, n))
      ELSE (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('v', c))
        FROM pg_catalog.json_array_elements_text(of_column.value) AS c) END, true);
    answers := answers OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(of_column.key, verdicts);
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
  declared pg_catalog.json;
  type pg_catalog.oid;
  probe pg_catalog.text;
  written pg_catalog.jsonb;
  answers pg_catalog.jsonb := '{}';
BEGIN
  FOR of_column IN SELECT e.key, e.value FROM pg_catalog.json_each(pg_catalog.json_extract_path(asked, 'values')) AS e LOOP
    declared := datamove.type_of_values(asked, of_column.key);
    type := pg_catalog.json_extract_path_text(declared, 'oid')::pg_catalog.oid;
    IF type IS NULL THEN
      -- The engine has inferred it.
      written := pg_catalog.to_jsonb(ARRAY(SELECT pg_catalog.json_array_elements_text(of_column.value)));
    ELSE
      probe := datamove.normal_probe(type, pg_catalog.json_extract_path_text(declared, 'mod')::integer);
      written := datamove.try_values(probe, (
        SELECT pg_catalog.json_agg(pg_catalog.json_build_object('n', c.n, 'v', c.v))
        FROM pg_catalog.json_array_elements_text(of_column.value) WITH ORDINALITY AS c(v, n)), false);
    END IF;
    answers := answers OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object(of_column.key, written);
  END LOOP;
  RETURN answers;
END
$$;
COMMENT ON FUNCTION datamove.normalize_values(json) IS 'Has PostgreSQL write values in the form in which equal ones are written the same, as the types of the option "types" or the target''s columns do';
