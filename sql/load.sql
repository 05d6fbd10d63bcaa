-- How a chunk gets into a table, and where in the file a row stands that the database refuses there.

CREATE OR REPLACE FUNCTION datamove.run_chunk(step jsonb, event json, table_sql text) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  chunk_rows bigint;
BEGIN
  IF pg_catalog.jsonb_extract_path_text(step, 'method') OPERATOR(pg_catalog.=) 'copy' THEN
    EXECUTE pg_catalog.format('COPY %s (%s) FROM %L (%s)', table_sql,
      pg_catalog.jsonb_extract_path_text(step, 'column_list'),
      pg_catalog.json_extract_path_text(event, 'path'),
      pg_catalog.concat(CASE WHEN pg_catalog.json_extract_path_text(event, 'format') OPERATOR(pg_catalog.=) 'binary'
        THEN 'FORMAT binary' ELSE 'FORMAT text, ENCODING ''UTF8''' END,
        CASE WHEN pg_catalog.jsonb_extract_path_text(step, 'freeze') OPERATOR(pg_catalog.=) 'true' THEN ', FREEZE' END));
  ELSIF pg_catalog.jsonb_extract_path_text(step, 'method') OPERATOR(pg_catalog.=) 'stage' THEN
    EXECUTE pg_catalog.format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT * FROM %s', table_sql,
      pg_catalog.jsonb_extract_path_text(step, 'column_list'), pg_catalog.jsonb_extract_path_text(step, 'stage'));
  ELSE
    -- The statement begins with INSERT INTO and the step's own table.
    EXECUTE pg_catalog.concat('INSERT INTO ', table_sql, pg_catalog.substr(
        pg_catalog.jsonb_extract_path_text(step, 'sql'),
        13 OPERATOR(pg_catalog.+) pg_catalog.length(pg_catalog.jsonb_extract_path_text(step, 'table'))))
      USING pg_catalog.json_extract_path(event, 'batch');
  END IF;
  GET DIAGNOSTICS chunk_rows = ROW_COUNT;
  RETURN chunk_rows;
END
$$;
COMMENT ON FUNCTION datamove.run_chunk(jsonb, json, text) IS 'Loads a chunk into a table; gives the number of rows';

CREATE OR REPLACE FUNCTION datamove.may_freeze(step jsonb, event json) RETURNS boolean
LANGUAGE plpgsql
AS $$
DECLARE
  loaded bigint;
BEGIN
  -- In a block of its own COPY FREEZE is refused in any case, before it reads or changes anything: here
  -- for no other reason than the block where it would be allowed outside of it. (An assignment, as there:
  -- a statement would hold a snapshot, which is a reason.)
  loaded := datamove.run_chunk(pg_catalog.jsonb_set(step, '{freeze}', 'true'), event,
    pg_catalog.jsonb_extract_path_text(step, 'table'));
  RAISE EXCEPTION USING ERRCODE = 'UD0OK', MESSAGE = 'undone';
EXCEPTION
  WHEN object_not_in_prerequisite_state THEN RETURN true;
  WHEN OTHERS THEN RETURN false;
END
$$;
COMMENT ON FUNCTION datamove.may_freeze(jsonb, json) IS 'Whether COPY may freeze the rows of a chunk in a table that was emptied or made just now';

CREATE OR REPLACE FUNCTION datamove.row_in_context(context text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- The first line of COPY's context, in any language: COPY table, line 3: "...", or: , line 3, column c: ...
  RETURN (regexp_match(context, E'^COPY .*?, [^ ,]+ ([0-9]+)(?:[:,]|\\n|$)'))[1]::integer;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION datamove.row_in_context(text) IS 'Which row COPY refused, or NULL where its context does not say';

CREATE OR REPLACE FUNCTION datamove.find_refused_row(step jsonb, event json) RETURNS integer
LANGUAGE plpgsql
AS $$
DECLARE
  target pg_catalog.text := pg_catalog.jsonb_extract_path_text(step, 'table');
  columns pg_catalog.text := pg_catalog.jsonb_extract_path_text(step, 'column_list');
  stage pg_catalog.text := pg_catalog.jsonb_extract_path_text(step, 'stage');
  probe pg_catalog.text;
  good integer := 0;
  bad integer;
  middle integer;
BEGIN
  -- By halving: the rows up to the middle one go in, in a block that is always undone.
  BEGIN
    IF stage IS NOT NULL THEN
      -- A temporary table that has only been copied into is read in the order of its rows.
      probe := pg_catalog.format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT * FROM %s LIMIT $1', target, columns, stage);
      EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) OPERATOR(pg_catalog.+) 1 FROM %s', stage) INTO bad;
    ELSE
      probe := pg_catalog.format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM pg_temp.datamove_refused'
        ' WHERE datamove_number OPERATOR(pg_catalog.<=) $1 ORDER BY datamove_number', target, columns, columns);
      EXECUTE pg_catalog.format('CREATE TEMPORARY TABLE datamove_refused AS SELECT %s FROM %s WITH NO DATA', columns, target);
      ALTER TABLE pg_temp.datamove_refused ADD COLUMN datamove_number bigserial;
      bad := datamove.run_chunk(step, event, 'pg_temp.datamove_refused') OPERATOR(pg_catalog.+) 1;
    END IF;
    WHILE bad OPERATOR(pg_catalog.-) good OPERATOR(pg_catalog.>) 1 LOOP
      middle := (good OPERATOR(pg_catalog.+) bad) OPERATOR(pg_catalog./) 2;
      BEGIN
        EXECUTE probe USING middle;
        RAISE EXCEPTION USING ERRCODE = 'UD0OK', MESSAGE = 'these rows go in';
      EXCEPTION
        WHEN SQLSTATE 'UD0OK' THEN good := middle;
        WHEN OTHERS THEN bad := middle;
      END;
    END LOOP;
    RAISE EXCEPTION USING ERRCODE = 'UD0OK', MESSAGE = 'found';
  EXCEPTION
    WHEN SQLSTATE 'UD0OK' THEN RETURN bad;
    WHEN OTHERS THEN RETURN NULL;
  END;
END
$$;
COMMENT ON FUNCTION datamove.find_refused_row(jsonb, json) IS 'The first row of a chunk that the table refuses, or NULL where that cannot be tried';

CREATE OR REPLACE FUNCTION datamove.find_refused_place(step jsonb, staging text) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  good bigint := 0;
  bad bigint;
  middle bigint;
BEGIN
  BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.max(datamove_place) FROM %s HAVING pg_catalog.count(*) OPERATOR(pg_catalog.<=) 200000', staging) INTO bad;
    LOOP
      -- The middle one of the rows in question: their places are far apart where there are several files.
      EXECUTE pg_catalog.format('SELECT pg_catalog.percentile_disc(0.5) WITHIN GROUP (ORDER BY datamove_place) FROM %s'
        ' WHERE datamove_place OPERATOR(pg_catalog.>) $1 AND datamove_place OPERATOR(pg_catalog.<) $2', staging)
        INTO middle USING good, bad;
      EXIT WHEN middle IS NULL;
      BEGIN
        EXECUTE pg_catalog.jsonb_extract_path_text(step, 'probe_sql') USING middle;
        RAISE EXCEPTION USING ERRCODE = 'UD0OK', MESSAGE = 'these rows go in';
      EXCEPTION
        WHEN SQLSTATE 'UD0OK' THEN good := middle;
        WHEN OTHERS THEN bad := middle;
      END;
    END LOOP;
    RETURN bad;
  EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
  END;
END
$$;
COMMENT ON FUNCTION datamove.find_refused_place(jsonb, text) IS 'The place of the first staged row that the table refuses, or NULL; of more than 200,000 rows it is not sought';

CREATE OR REPLACE FUNCTION datamove.raise_diagnostics(d jsonb) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- A field that is absent must not be named at all, see raise_failure.
  IF d ->> 'hint' = '' AND d ->> 'detail' = '' THEN
    RAISE EXCEPTION USING
      ERRCODE = d ->> 'sqlstate', MESSAGE = d ->> 'message', COLUMN = d ->> 'column',
      CONSTRAINT = d ->> 'constraint', DATATYPE = d ->> 'datatype', TABLE = d ->> 'table', SCHEMA = d ->> 'schema';
  ELSIF d ->> 'hint' = '' THEN
    RAISE EXCEPTION USING
      ERRCODE = d ->> 'sqlstate', MESSAGE = d ->> 'message', DETAIL = d ->> 'detail', COLUMN = d ->> 'column',
      CONSTRAINT = d ->> 'constraint', DATATYPE = d ->> 'datatype', TABLE = d ->> 'table', SCHEMA = d ->> 'schema';
  ELSIF d ->> 'detail' = '' THEN
    RAISE EXCEPTION USING
      ERRCODE = d ->> 'sqlstate', MESSAGE = d ->> 'message', HINT = d ->> 'hint', COLUMN = d ->> 'column',
      CONSTRAINT = d ->> 'constraint', DATATYPE = d ->> 'datatype', TABLE = d ->> 'table', SCHEMA = d ->> 'schema';
  END IF;
  RAISE EXCEPTION USING
    ERRCODE = d ->> 'sqlstate', MESSAGE = d ->> 'message', DETAIL = d ->> 'detail', HINT = d ->> 'hint', COLUMN = d ->> 'column',
    CONSTRAINT = d ->> 'constraint', DATATYPE = d ->> 'datatype', TABLE = d ->> 'table', SCHEMA = d ->> 'schema';
END
$$;
COMMENT ON FUNCTION datamove.raise_diagnostics(jsonb) IS 'Raises a database error again';

CREATE OR REPLACE FUNCTION datamove.shown_diagnostics(d jsonb) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  -- An error of a row quotes the row: its line ends are no line ends of the message's, but for the one
  -- before its line, where that has been found.
  SELECT d || jsonb_build_object(
    'message', datamove.shown_text(d ->> 'message', own_lines), 'detail', datamove.shown_text(d ->> 'detail', own_lines),
    'hint', datamove.shown_text(d ->> 'hint', own_lines))
  FROM (SELECT d ->> 'sqlstate' !~ '^2[23]' OR d ->> 'detail' ~ E'(^|\\n)Line [0-9]+ of "') AS x(own_lines)
$$;
COMMENT ON FUNCTION datamove.shown_diagnostics(jsonb) IS 'A database error whose texts a terminal may show';

CREATE OR REPLACE FUNCTION datamove.raise_shown(d jsonb) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  shown jsonb := datamove.shown_diagnostics(d);
BEGIN
  PERFORM datamove.raise_out_of_memory(d ->> 'sqlstate', d ->> 'message');
  -- The context cannot be raised again, but be left out.
  IF shown <> d OR datamove.shown_text(d ->> 'context', true) <> d ->> 'context' THEN
    PERFORM datamove.raise_diagnostics(shown);
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.raise_shown(jsonb) IS 'Raises a database error again where the texts of the first must not reach a terminal, or are not PostgreSQL''s; does nothing otherwise';

CREATE OR REPLACE FUNCTION datamove.raise_located(diagnostics jsonb, line bigint, csv_path text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  d jsonb := datamove.shown_diagnostics(diagnostics);
BEGIN
  PERFORM datamove.raise_diagnostics(d || jsonb_build_object('detail', concat(nullif(d ->> 'detail', '') || E'\n',
    format('Line %s of "%s".', line, datamove.shown_text(csv_path, false)))));
END
$$;
COMMENT ON FUNCTION datamove.raise_located(jsonb, bigint, text) IS 'Raises a database error again, with the line of the file';

CREATE OR REPLACE FUNCTION datamove.load_chunk(move_id uuid, request jsonb, step jsonb, event json) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
  context pg_catalog.text;
  about_column pg_catalog.text;
  about_constraint pg_catalog.text;
  about_type pg_catalog.text;
  about_table pg_catalog.text;
  about_schema pg_catalog.text;
  place pg_catalog.jsonb;
  line bigint;
  refusal pg_catalog.jsonb;
BEGIN
  RETURN datamove.run_chunk(step, event, pg_catalog.jsonb_extract_path_text(step, 'table'));
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS
    state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
    hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT, about_column = COLUMN_NAME,
    about_constraint = CONSTRAINT_NAME, about_type = PG_DATATYPE_NAME,
    about_table = TABLE_NAME, about_schema = SCHEMA_NAME;
  place := datamove.engine_locate(move_id,
    coalesce(datamove.row_in_context(context), datamove.find_refused_row(step, event)));
  line := pg_catalog.jsonb_extract_path_text(place, 'line')::pg_catalog.int8;
  IF line IS NULL THEN
    RAISE;
  END IF;
  refusal := pg_catalog.jsonb_build_object('sqlstate', state, 'message', message, 'detail', detail,
    'hint', hint, 'column', about_column, 'constraint', about_constraint, 'datatype', about_type,
    'table', about_table, 'schema', about_schema);
  PERFORM datamove.raise_located(refusal, line,
    coalesce(pg_catalog.jsonb_extract_path_text(place, 'source'), pg_catalog.jsonb_extract_path_text(request, 'csv_path')));
END
$$;
COMMENT ON FUNCTION datamove.load_chunk(uuid, jsonb, jsonb, json) IS 'Loads a chunk; an error of the database''s comes back with the row''s line in the file';

CREATE OR REPLACE FUNCTION datamove.insert_from_staging(request jsonb, step jsonb, staging text, files jsonb) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  inserted bigint;
  state pg_catalog.text;
  message pg_catalog.text;
  detail pg_catalog.text;
  hint pg_catalog.text;
  about_column pg_catalog.text;
  about_constraint pg_catalog.text;
  about_type pg_catalog.text;
  about_table pg_catalog.text;
  about_schema pg_catalog.text;
  place bigint;
  file integer;
  refusal pg_catalog.jsonb;
BEGIN
  EXECUTE pg_catalog.jsonb_extract_path_text(step, 'sql');
  GET DIAGNOSTICS inserted = ROW_COUNT;
  RETURN inserted;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS
    state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
    hint = PG_EXCEPTION_HINT, about_column = COLUMN_NAME, about_constraint = CONSTRAINT_NAME,
    about_type = PG_DATATYPE_NAME, about_table = TABLE_NAME, about_schema = SCHEMA_NAME;
  place := datamove.find_place_of_key(request, staging, about_constraint, detail);
  -- A row that refers to a later one is refused without it: there the first rows tell nothing.
  IF place IS NULL AND (state OPERATOR(pg_catalog.<>) '23503'
    OR NOT pg_catalog.jsonb_path_exists(request, '$.table.foreign_keys[*] ? (@.self == true)'))
  THEN
    place := datamove.find_refused_place(step, staging);
  END IF;
  IF place IS NULL THEN
    RAISE;
  END IF;
  refusal := pg_catalog.jsonb_build_object('sqlstate', state, 'message', message, 'detail', detail,
    'hint', hint, 'column', about_column, 'constraint', about_constraint, 'datatype', about_type,
    'table', about_table, 'schema', about_schema);
  -- The lower 40 bits are the line, the others the number of the file where there are several.
  file := (place OPERATOR(pg_catalog.>>) 40)::pg_catalog.int4;
  PERFORM datamove.raise_located(refusal, place OPERATOR(pg_catalog.&) 1099511627775,
    CASE WHEN file OPERATOR(pg_catalog.=) 0 THEN pg_catalog.jsonb_extract_path_text(request, 'csv_path')
    ELSE pg_catalog.jsonb_extract_path_text(files, (file OPERATOR(pg_catalog.-) 1)::pg_catalog.text, 'path') END);
END
$$;
COMMENT ON FUNCTION datamove.insert_from_staging(jsonb, jsonb, text, jsonb) IS 'Takes the rows out of the staging table; an error of the database''s comes back with the row''s line in the file';
