-- Rejected rows as a file for people who correct them elsewhere, in a spreadsheet for one. It runs as the
-- caller, who sees the rows of his own moves.

CREATE OR REPLACE FUNCTION datamove.split_record(record text, options jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  most_chars CONSTANT integer := 100000;
  delimiter text := options ->> 'delimiter';
  quote text := nullif(options ->> 'quote', 'none');
  nulls text[] := CASE jsonb_typeof(options -> 'null')
    WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(options -> 'null')) ELSE ARRAY[options ->> 'null'] END;
  rest text := regexp_replace(record, E'(\r\n|\r|\n)$', '');
  fields text[] := '{}';
  field text;
  place integer;
BEGIN
  IF rest IS NULL OR delimiter IS NULL OR jsonb_exists(options, 'escape') OR length(rest) > most_chars THEN
    RETURN NULL;
  END IF;
  LOOP
    IF quote IS NOT NULL AND left(rest, 1) = quote THEN
      rest := substr(rest, 2);
      field := '';
      LOOP
        place := strpos(rest, quote);
        IF place = 0 THEN
          RETURN NULL;
        END IF;
        field := field || left(rest, place - 1);
        rest := substr(rest, place + 1);
        EXIT WHEN left(rest, 1) <> quote;
        field := field || quote;
        rest := substr(rest, 2);
      END LOOP;
      IF rest <> '' AND left(rest, length(delimiter)) <> delimiter THEN
        RETURN NULL;
      END IF;
    ELSE
      place := strpos(rest, delimiter);
      field := CASE place WHEN 0 THEN rest ELSE left(rest, place - 1) END;
      IF field ~ E'[\r\n]' OR strpos(field, quote) > 0 THEN
        RETURN NULL;
      END IF;
      rest := substr(rest, length(field) + 1);
      field := CASE WHEN field = ANY (nulls) THEN NULL ELSE field END;
    END IF;
    fields := array_append(fields, field);
    EXIT WHEN rest = '';
    rest := substr(rest, length(delimiter) + 1);
  END LOOP;
  RETURN fields;
END
$$;
COMMENT ON FUNCTION datamove.split_record(text, jsonb) IS 'The fields of a record as its file writes them; NULL where they are not certain';

CREATE OR REPLACE FUNCTION datamove.csv_line(fields text[]) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT string_agg(CASE WHEN f.value IS NULL THEN ''
      WHEN f.value = '' OR f.value ~ E'[",\r\n]|^\\s|\\s$' THEN '"' || replace(f.value, '"', '""') || '"'
      ELSE f.value END, ',' ORDER BY f.number)
  FROM unnest(fields) WITH ORDINALITY AS f(value, number)
$$;
COMMENT ON FUNCTION datamove.csv_line(text[]) IS 'A record of a CSV file, without its line end; NULL is an empty field without quotes';

CREATE OR REPLACE FUNCTION datamove.rejected_file(move_id uuid) RETURNS SETOF text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  columns jsonb := (SELECT nullif(m.options -> 'columns', 'null') FROM datamove.rejected_move m WHERE m.move_id = rejected_file.move_id);
  own CONSTANT text[] := ARRAY['datamove_move_id', 'datamove_row_number', 'datamove_messages', 'datamove_record'];
  wanted text[];
  names text[];
  fields text[];
  rejected record;
BEGIN
  PERFORM datamove.not_null('move_id', move_id::text);
  FOR rejected IN
    SELECT r.row_number, r.record, r.record_bytes, r.options, r.header,
      (SELECT string_agg(concat_ws(': ', f.value ->> 'column_name', f.value ->> 'message'), '; ' ORDER BY f.number)
        FROM jsonb_array_elements(r.findings) WITH ORDINALITY AS f(value, number)) AS messages
    FROM datamove.rejected_row r WHERE r.move_id = rejected_file.move_id ORDER BY r.row_number
  LOOP
    IF rejected.header IS NULL THEN
      RAISE EXCEPTION 'an earlier version of datamove has rejected the rows of move "%"', move_id
        USING ERRCODE = '55000', DETAIL = 'It has not kept how their file is written.';
    END IF;
    names := CASE
      -- The file was one of rejected rows itself.
      WHEN columns IS NULL AND rejected.header @> own THEN
        ARRAY(SELECT CASE WHEN h.name = ANY (own) THEN NULL ELSE h.name END
          FROM unnest(rejected.header) WITH ORDINALITY AS h(name, number) ORDER BY h.number)
      WHEN columns IS NULL THEN rejected.header
      ELSE ARRAY(SELECT columns ->> h.name FROM unnest(rejected.header) WITH ORDINALITY AS h(name, number) ORDER BY h.number) END;
    IF wanted IS NULL THEN
      wanted := array_remove(names, NULL);
      RETURN NEXT datamove.csv_line(wanted || own);
    END IF;
    fields := datamove.split_record(rejected.record, rejected.options);
    IF cardinality(fields) <> cardinality(names) THEN
      fields := NULL;
    END IF;
    RETURN NEXT datamove.csv_line(
      ARRAY(SELECT fields[array_position(names, w.name)] FROM unnest(wanted) WITH ORDINALITY AS w(name, number) ORDER BY w.number)
      || ARRAY[move_id::text, rejected.row_number::text, rejected.messages,
        CASE WHEN fields IS NULL THEN coalesce(rejected.record, encode(rejected.record_bytes, 'escape'))
          WHEN rejected.header @> own THEN fields[array_position(rejected.header, 'datamove_record')] END]);
  END LOOP;
  IF wanted IS NULL THEN
    RAISE EXCEPTION 'there are no rejected rows of move "%"', move_id
      USING ERRCODE = '22023', HINT = 'The rejected rows of your own moves are in datamove.rejected_row.';
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.rejected_file(uuid) IS 'The rejected rows of a move of the caller''s as the lines of a CSV file, with what is wrong with each; a move of that file knows what it is';
