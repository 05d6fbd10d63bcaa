-- Which values a table's constraints will refuse, found out before anything is loaded: by queries over
-- the values, run as the caller, which write nothing and look up each row by the index that there is.

CREATE OR REPLACE FUNCTION datamove.deparse_probe(relation oid, kind text, object oid) RETURNS jsonb
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  fillers pg_catalog.jsonb;
  condition pg_catalog.text;
  keys pg_catalog.jsonb;
  parts pg_catalog.jsonb;
BEGIN
  SELECT pg_catalog.jsonb_object_agg(a.attname, coalesce(
      pg_catalog.pg_get_expr(d.adbin, d.adrelid), pg_catalog.pg_get_expr(t.typdefaultbin, 0::pg_catalog.oid))) INTO fillers
  FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid AND d.adnum OPERATOR(pg_catalog.=) a.attnum
  WHERE a.attrelid OPERATOR(pg_catalog.=) relation AND a.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT a.attisdropped
    AND pg_catalog.num_nonnulls(d.adbin, t.typdefaultbin) OPERATOR(pg_catalog.>) 0;
  SELECT pg_catalog.pg_get_expr(k.conbin, k.conrelid) INTO condition FROM pg_catalog.pg_constraint AS k
  WHERE kind OPERATOR(pg_catalog.=) 'check' AND k.oid OPERATOR(pg_catalog.=) object;
  IF kind OPERATOR(pg_catalog.=) 'key' OR kind OPERATOR(pg_catalog.=) 'exclusion' THEN
    SELECT pg_catalog.pg_get_expr(i.indpred, i.indrelid), (
        SELECT pg_catalog.jsonb_agg(pg_catalog.pg_get_indexdef(i.indexrelid, place, false) ORDER BY place)
        FROM pg_catalog.generate_series(1, i.indnkeyatts::integer) AS place)
    INTO condition, keys
    FROM pg_catalog.pg_index AS i WHERE i.indexrelid OPERATOR(pg_catalog.=) object;
  ELSIF kind OPERATOR(pg_catalog.=) 'partition' OR kind OPERATOR(pg_catalog.=) 'no_partition' THEN
    condition := pg_catalog.pg_get_partition_constraintdef(object);
    SELECT pg_catalog.jsonb_agg(pg_catalog.pg_get_partition_constraintdef(i.inhrelid)) INTO parts
    FROM pg_catalog.pg_inherits AS i WHERE i.inhparent OPERATOR(pg_catalog.=) object;
  END IF;
  RETURN pg_catalog.jsonb_build_object('fillers', fillers, 'condition', condition, 'keys', keys, 'parts', parts);
END
$$;
COMMENT ON FUNCTION datamove.deparse_probe(oid, text, oid) IS 'The expressions of a constraint, and what fills a table''s columns in, as SQL that means on the search_path of the moment what it means in the catalog';

CREATE OR REPLACE FUNCTION datamove.probe_values(relation oid, probe json, fillers jsonb, number text) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  alias text;
  listed text;
  selected text;
  made text;
BEGIN
  SELECT quote_ident(c.relname) INTO alias FROM pg_class c WHERE c.oid = relation;
  -- A string would become a JSON string: a value that is JSON itself travels as text.
  WITH RECURSIVE given AS (
    SELECT g.name, g.place, a.atttypid, datamove.type_sql(a.atttypid, a.atttypmod) AS type
    FROM json_array_elements_text(probe -> 'columns') WITH ORDINALITY g(name, place)
    JOIN pg_attribute a ON a.attrelid = relation AND a.attname = g.name::name
  ), bases(place, typid) AS (
    SELECT g.place, g.atttypid FROM given g
    UNION ALL
    SELECT b.place, t.typbasetype FROM bases b JOIN pg_type t ON t.oid = b.typid AND t.typtype = 'd'
  ), written AS (
    SELECT g.*, EXISTS (SELECT FROM bases b
      WHERE b.place = g.place AND b.typid IN ('json'::regtype, 'jsonb'::regtype)) AS is_json
    FROM given g
  )
  SELECT string_agg(format(', c%s %s', w.place, CASE WHEN w.is_json THEN 'pg_catalog.text' ELSE w.type END), '' ORDER BY w.place),
    string_agg(format(', x.c%s%s AS %I', w.place, CASE WHEN w.is_json THEN '::' || w.type END, w.name), '' ORDER BY w.place)
  INTO listed, selected FROM written w;
  made := format('SELECT x.n AS %I%s FROM pg_catalog.json_to_recordset($1) AS x(n pg_catalog.int8%s)', number, selected, listed);
  WITH RECURSIVE bases(attnum, attname, typid) AS (
    SELECT a.attnum, a.attname, a.atttypid FROM pg_attribute a
    WHERE a.attrelid = relation AND a.attname IN (SELECT json_array_elements_text(probe -> 'absent'))
    UNION ALL
    SELECT b.attnum, b.attname, t.typbasetype FROM bases b JOIN pg_type t ON t.oid = b.typid AND t.typtype = 'd'
  )
  SELECT string_agg(format(', %s AS %I',
    coalesce('(' || (fillers ->> b.attname) || ')', 'NULL::' || datamove.type_sql(b.typid, -1)), b.attname), '' ORDER BY b.attnum)
  INTO selected FROM bases b JOIN pg_type t ON t.oid = b.typid AND t.typtype <> 'd';
  made := format('SELECT %1$s.*%2$s FROM (%3$s) AS %1$s', alias, selected, made);
  SELECT string_agg(format(', (%s) AS %I', fillers ->> name, name), '') INTO selected
  FROM json_array_elements_text(probe -> 'generated') AS name;
  RETURN format('SELECT %1$s.*%2$s FROM (%3$s) AS %1$s', alias, selected, made);
END
$$;
COMMENT ON FUNCTION datamove.probe_values(oid, json, jsonb, text) IS 'The query that makes rows of a table, numbered, of the values that a file has for it';

CREATE OR REPLACE FUNCTION datamove.probe_parent(foreign_key oid) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  parent text;
  full_match boolean;
  is_period boolean;
  present text;
  absent text;
  matches text[];
  period text;
  other text;
  lookup text;
BEGIN
  -- conperiod is new in 18, hence to_jsonb.
  SELECT format('%s%I.%I', CASE p.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END, n.nspname, p.relname),
    k.confmatchtype = 'f', coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
  INTO parent, full_match, is_period
  FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace n ON n.oid = p.relnamespace
  WHERE k.oid = foreign_key;
  SELECT string_agg(format('r.%I IS NOT NULL', a.attname), ' AND ' ORDER BY u.place),
    string_agg(format('r.%I IS NULL', a.attname), ' AND ' ORDER BY u.place),
    -- As the constraint's trigger compares: in the types of its operator, by the parent's collation.
    array_agg(format('p.%I OPERATOR(%I.%s) %s%s', b.attname, n.nspname, o.oprname,
      CASE WHEN t.typtype = 'p' THEN format('r.%I', a.attname)
        ELSE format('r.%I::%s', a.attname, datamove.type_sql(o.oprright, -1)) END,
      (SELECT format(' COLLATE %I.%I', s.nspname, l.collname) FROM pg_collation l
        JOIN pg_namespace s ON s.oid = l.collnamespace WHERE l.oid = b.attcollation)) ORDER BY u.place),
    (array_agg(format('%I', b.attname) ORDER BY u.place DESC))[1],
    (array_agg(format('r.%I', a.attname) ORDER BY u.place DESC))[1]
  INTO present, absent, matches, period, other
  FROM pg_constraint k
  CROSS JOIN LATERAL unnest(k.conkey, k.confkey, k.conpfeqop) WITH ORDINALITY u(num, ref, operator, place)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
  JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.ref
  JOIN pg_operator o ON o.oid = u.operator JOIN pg_namespace n ON n.oid = o.oprnamespace
  JOIN pg_type t ON t.oid = o.oprright
  WHERE k.oid = foreign_key;
  IF is_period THEN
    lookup := format('SELECT FROM (SELECT p.%1$s AS period FROM %2$s AS p WHERE %3$s AND p.%1$s OPERATOR(pg_catalog.&&) %4$s OFFSET 0) AS x'
      ' HAVING %4$s OPERATOR(pg_catalog.<@) pg_catalog.range_agg(x.period)',
      period, parent, array_to_string(matches[1:cardinality(matches) - 1], ' AND '), other);
  ELSE
    -- OFFSET keeps it a lookup for each row: joined, all of the parent might be read for each batch.
    lookup := format('SELECT FROM %s AS p WHERE %s OFFSET 0', parent, array_to_string(matches, ' AND '));
  END IF;
  RETURN format('(%s AND NOT EXISTS (%s))%s', present, lookup,
    CASE WHEN full_match THEN format(' OR (NOT (%s) AND NOT (%s))', present, absent) ELSE '' END);
END
$$;
COMMENT ON FUNCTION datamove.probe_parent(oid) IS 'The condition for rows, named r, that a foreign key refuses';

CREATE OR REPLACE FUNCTION datamove.probe_key(index oid, keys jsonb, predicate text) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  place_in text;
  equal text[];
  both_null text[];
  nulls_equal boolean;
  conditions text[] := '{}';
BEGIN
  SELECT format('%s%I.%I AS %3$I', CASE c.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END, n.nspname, c.relname),
    coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
  INTO place_in, nulls_equal
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE i.indexrelid = index;
  SELECT array_agg(format('(%s) OPERATOR(%I.%s) datamove_row.k%s%s', e.key, n.nspname, o.oprname, e.place,
      (SELECT format(' COLLATE %I.%I', s.nspname, l.collname) FROM pg_collation l
        JOIN pg_namespace s ON s.oid = l.collnamespace WHERE l.oid = i.indcollation[e.place - 1])) ORDER BY e.place),
    array_agg(format('(%s) IS NULL', e.key) ORDER BY e.place)
  INTO equal, both_null
  FROM pg_index i
  CROSS JOIN LATERAL jsonb_array_elements_text(keys) WITH ORDINALITY e(key, place)
  LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.conexclop IS NOT NULL
  JOIN pg_opclass f ON f.oid = i.indclass[e.place - 1]
  LEFT JOIN pg_amop m ON m.amopfamily = f.opcfamily AND m.amoplefttype = f.opcintype AND m.amoprighttype = f.opcintype
    AND m.amopstrategy = 3 AND k.oid IS NULL
  LEFT JOIN pg_operator o ON o.oid = coalesce(k.conexclop[e.place], m.amopopr)
  LEFT JOIN pg_namespace n ON n.oid = o.oprnamespace
  WHERE i.indexrelid = index;
  -- Each way of being NULL by itself, so that each is looked up in the index.
  FOR subset IN 0 .. CASE WHEN NOT nulls_equal THEN 0 ELSE (1 << least(cardinality(equal), 6)) - 1 END LOOP
    conditions := conditions || (
      SELECT format('(%s AND EXISTS (SELECT FROM %s WHERE %s%s OFFSET 0))',
        string_agg(format('datamove_row.k%s IS %s', place, CASE WHEN is_null THEN 'NULL' ELSE 'NOT NULL' END), ' AND ' ORDER BY place),
        place_in,
        string_agg(CASE WHEN is_null THEN both_null[place] ELSE equal[place] END, ' AND ' ORDER BY place),
        ' AND (' || predicate || ')')
      FROM generate_series(1, cardinality(equal)) place
      CROSS JOIN LATERAL (SELECT place <= 6 AND subset >> (place - 1) & 1 = 1 AS is_null) one);
  END LOOP;
  RETURN array_to_string(conditions, ' OR ');
END
$$;
COMMENT ON FUNCTION datamove.probe_key(oid, jsonb, text) IS 'The condition for rows, named datamove_row with their keys k1, k2 and so on, that a row of the table is in the way of';

CREATE OR REPLACE FUNCTION datamove.build_probe(relation oid, probe json, deparsed jsonb) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  kind text := probe ->> 'kind';
  object oid := (probe ->> 'oid')::oid;
  condition text := deparsed ->> 'condition';
  alias text;
  number text;
  listed text;
  made text;
  refused text;
BEGIN
  SELECT quote_ident(c.relname) INTO alias FROM pg_class c WHERE c.oid = relation;
  SELECT min(format('n%s', i)) INTO number FROM generate_series(0, 1600) i
  WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attname = format('n%s', i)::name);
  made := datamove.probe_values(relation, probe, deparsed -> 'fillers', number);
  IF kind = 'foreign_key' THEN
    refused := datamove.probe_parent(object);
    made := format('SELECT r.%I AS n FROM (%s) AS r WHERE %s', number, made, refused);
  ELSIF kind IN ('key', 'exclusion') THEN
    SELECT string_agg(format(', (%s) AS k%s', e.key, e.place), '' ORDER BY e.place) INTO listed
    FROM jsonb_array_elements_text(deparsed -> 'keys') WITH ORDINALITY e(key, place);
    refused := datamove.probe_key(object, deparsed -> 'keys', condition);
    made := format('SELECT datamove_row.n FROM (SELECT %1$s.%2$I AS n%3$s FROM (%4$s) AS %1$s%5$s) AS datamove_row WHERE %6$s', alias, number,
      listed, made, ' WHERE ' || condition, refused);
  ELSE
    IF kind = 'no_partition' THEN
      SELECT string_agg(format('(%s)', bound), ' OR ') INTO refused FROM jsonb_array_elements_text(nullif(deparsed -> 'parts', 'null')) AS bound;
      refused := format('(%s) AND NOT coalesce((%s), false)', coalesce(condition, 'true'), coalesce(refused, 'false'));
    ELSE
      refused := format('(%s) IS FALSE', condition);
    END IF;
    made := format('SELECT %1$s.%2$I AS n FROM (%3$s) AS %1$s WHERE %4$s', alias, number, made, refused);
  END IF;
  RETURN format('SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(''index'', refused.n)) FROM (%s) AS refused', made);
END
$$;
COMMENT ON FUNCTION datamove.build_probe(oid, json, jsonb) IS 'The statement that tells which of some values a constraint refuses';

CREATE OR REPLACE FUNCTION datamove.probe_rows(asked json) RETURNS json
LANGUAGE plpgsql
AS $$
DECLARE
  relation pg_catalog.oid;
  of_probe pg_catalog.json;
  rows_of_file pg_catalog.json;
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  deparsed pg_catalog.jsonb;
  statement pg_catalog.text;
  answer pg_catalog.jsonb;
  state pg_catalog.text;
  message pg_catalog.text;
BEGIN
  -- At once, as each look at it reads all of it.
  SELECT x."table", x.probe, x.rows INTO relation, of_probe, rows_of_file
  FROM pg_catalog.json_to_record(asked) AS x("table" pg_catalog.oid, probe pg_catalog.json, rows pg_catalog.json);
  -- A block that is undone in any case: the settings are in effect within it only, and nothing that a
  -- constraint's function does is left.
  BEGIN
    PERFORM pg_catalog.set_config('transaction_read_only', 'on', true), pg_catalog.set_config('jit', 'off', true),
      pg_catalog.set_config('enable_seqscan', 'off', true),
      -- Where syntax looks an operator up by itself it is PostgreSQL's; functions find what is theirs.
      pg_catalog.set_config('search_path', CASE WHEN path OPERATOR(pg_catalog.=) '' THEN 'pg_catalog'
        ELSE pg_catalog.concat('pg_catalog, ', path) END, true);
    deparsed := datamove.deparse_probe(relation, pg_catalog.json_extract_path_text(of_probe, 'kind'),
      pg_catalog.json_extract_path_text(of_probe, 'oid')::pg_catalog.oid);
    statement := datamove.build_probe(relation, of_probe, deparsed);
    -- What is wrong with the statement itself is no row's fault.
    EXECUTE statement INTO answer USING '[]'::pg_catalog.json;
    answer := datamove.try_values(statement, rows_of_file, true);
    answer := pg_catalog.jsonb_build_object('refused', answer);
    RAISE EXCEPTION USING ERRCODE = 'UD0OK', MESSAGE = 'done';
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
    IF state OPERATOR(pg_catalog.<>) 'UD0OK' THEN
      answer := pg_catalog.jsonb_build_object('unable', message);
    END IF;
  END;
  RETURN answer;
END
$$;
COMMENT ON FUNCTION datamove.probe_rows(json) IS 'Which rows of values a constraint of a table refuses, and why where its expression raises an error; or why that cannot be told';
