-- The types that the caller asks for with the option "types". The text is read by PostgreSQL's own
-- reader of type names and never becomes part of a statement: from then on the type is an OID with
-- a modifier.

CREATE OR REPLACE FUNCTION datamove.vector_schema() RETURNS name
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT n.nspname FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace WHERE x.extname = 'vector'
$$;
COMMENT ON FUNCTION datamove.vector_schema() IS 'The schema that pgvector is installed in, or NULL';

CREATE OR REPLACE FUNCTION datamove.type_document(type oid, type_mod integer) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
  WITH RECURSIVE levels(depth, typid, typmod, not_null) AS (
    SELECT 0, type_document.type, type_document.type_mod, false
    UNION ALL
    SELECT l.depth + 1, p.typbasetype, p.typtypmod, l.not_null OR p.typnotnull
    FROM levels l JOIN pg_type p ON p.oid = l.typid AND p.typtype = 'd'
  ), documents AS (
    SELECT l.depth, l.not_null, jsonb_build_object('oid', t.oid::bigint, 'schema', n.nspname, 'name', t.typname,
      'kind', t.typtype, 'mod', l.typmod, 'sql', datamove.type_sql(t.oid, l.typmod),
      'extension', (
        SELECT x.extname FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
          AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'),
      'parts', datamove.type_parts(t.oid, l.typmod)) AS document
    FROM levels l JOIN pg_type t ON t.oid = l.typid JOIN pg_namespace n ON n.oid = t.typnamespace
  ), base AS (
    SELECT d.* FROM documents d ORDER BY d.depth DESC LIMIT 1
  )
  SELECT declared.document || jsonb_build_object('not_null', base.not_null,
    'base', CASE WHEN base.depth > 0 THEN base.document END)
  FROM documents declared, base WHERE declared.depth = 0
$$;
COMMENT ON FUNCTION datamove.type_document(oid, integer) IS 'A type with its modifier as a JSON document, and what is below it where it is a domain';

CREATE OR REPLACE FUNCTION datamove.find_type_name(type_text text) RETURNS oid
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN pg_catalog.to_regtype(type_text);
EXCEPTION WHEN syntax_error OR invalid_parameter_value OR feature_not_supported THEN
  RETURN NULL; -- some versions raise, others do not
END
$$;
COMMENT ON FUNCTION datamove.find_type_name(text) IS 'The type that SQL would find by this text for the caller; NULL if there is none';

CREATE OR REPLACE FUNCTION datamove.find_type(type_text text, bare text) RETURNS oid
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  found pg_catalog.oid;
  vectors pg_catalog.name;
BEGIN
  -- to_regtype takes no more than a type's name; a comment could still hide its end from others.
  IF pg_catalog.regexp_match(bare, E'--|/\\*|[;%]') IS NOT NULL THEN
    RETURN NULL;
  END IF;
  found := datamove.find_type_name(type_text);
  vectors := datamove.vector_schema();
  IF found IS NULL AND vectors IS NOT NULL
    AND pg_catalog.regexp_match(bare, E'^\\s*(vector|halfvec|sparsevec)\\s*(\\([^()]*\\))?\\s*(\\[\\s*\\])?\\s*$', 'i') IS NOT NULL
  THEN
    found := datamove.find_type_name(pg_catalog.concat(pg_catalog.quote_ident(vectors), '.',
      pg_catalog.regexp_replace(pg_catalog.btrim(type_text), E'\\([^()]*\\)', '')));
  END IF;
  -- Where only the modifier is wrong, the type's own function says what is wrong with it.
  IF found IS NULL AND pg_catalog.regexp_match(type_text, E'^[^()"]*[^()"\\s]\\s*\\([^()"]*\\)[^()"]*$') IS NOT NULL THEN
    found := datamove.find_type_name(pg_catalog.regexp_replace(type_text, E'\\([^()]*\\)', ''));
  END IF;
  RETURN found;
END
$$;
COMMENT ON FUNCTION datamove.find_type(text, text) IS 'The type of a name, as SQL would find it for the caller; types of pgvector wherever it is installed. NULL if there is none';

CREATE OR REPLACE FUNCTION datamove.find_type_mod(element oid, bare text) RETURNS integer
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  modifiers text := (regexp_match(bare, E'\\(([^()]*)\\)'))[1];
  reader text;
  type_mod integer;
BEGIN
  IF modifiers IS NULL THEN
    -- The grammar gives these a length of one; a quoted or qualified name has none.
    RETURN CASE
      WHEN element = 'bpchar'::regtype AND bare ~* E'^\\s*(char|character|nchar|national\\s+char(acter)?)\\s*(\\[|array|$)' THEN 5
      WHEN element = 'bit'::regtype AND bare ~* E'^\\s*bit\\s*(\\[|array|$)' THEN 1
      ELSE -1 END;
  END IF;
  IF element IN ('float4'::regtype, 'float8'::regtype) THEN
    RETURN -1; -- the precision has chosen between them
  END IF;
  IF element = 'interval'::regtype THEN
    modifiers := '32767,' || modifiers; -- all fields
  END IF;
  SELECT format('%I.%I', n.nspname, p.proname) INTO reader
  FROM pg_type t JOIN pg_proc p ON p.oid = t.typmodin JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE t.oid = element;
  IF reader IS NULL THEN
    RAISE EXCEPTION 'type modifier is not allowed for type "%"', format_type(element, NULL) USING ERRCODE = '22023';
  END IF;
  EXECUTE format('SELECT %s(%L::cstring[])', reader, '{' || modifiers || '}') INTO type_mod;
  RETURN type_mod;
END
$$;
COMMENT ON FUNCTION datamove.find_type_mod(oid, text) IS 'The modifier that stands in parentheses in a type''s text, read by the type''s own function';

CREATE OR REPLACE FUNCTION datamove.resolve_type(column_name text, type_text text) RETURNS jsonb
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  -- Quoted names are out of the way, whatever they contain.
  bare pg_catalog.text := pg_catalog.regexp_replace(type_text, '"([^"]|"")*"', '"q"', 'g');
  type pg_catalog.oid;
  vectors pg_catalog.name;
  element pg_catalog.oid;
  kind pg_catalog.text;
  type_mod integer;
  reason pg_catalog.text;
BEGIN
  type := datamove.find_type(type_text, bare);
  IF type IS NULL THEN
    vectors := datamove.vector_schema();
    RAISE EXCEPTION 'type "%" of column "%" does not exist', type_text, column_name
      USING ERRCODE = '42704', HINT = CASE
        WHEN vectors IS NULL
          AND pg_catalog.regexp_match(bare, E'^\\s*(vector|halfvec|sparsevec)\\M', 'i') IS NOT NULL
        THEN 'It comes with pgvector, which is not installed in this database: CREATE EXTENSION vector.'
        ELSE 'The option "types" takes types as CREATE TABLE does, such as numeric(10,2), varchar(20) or myschema.mytype.' END;
  END IF;
  SELECT coalesce(e.oid, t.oid), coalesce(e.typtype, t.typtype) INTO element, kind
  FROM pg_catalog.pg_type AS t
  LEFT JOIN pg_catalog.pg_type AS e
    ON e.oid OPERATOR(pg_catalog.=) t.typelem AND e.typarray OPERATOR(pg_catalog.=) t.oid
  WHERE t.oid OPERATOR(pg_catalog.=) type;
  IF kind OPERATOR(pg_catalog.=) 'p' THEN
    RAISE EXCEPTION 'column "%" cannot have pseudo-type %', column_name, pg_catalog.format_type(type, NULL)
      USING ERRCODE = '42P16';
  END IF;
  IF element OPERATOR(pg_catalog.=) 'pg_catalog.interval'::pg_catalog.regtype
    AND pg_catalog.regexp_match(bare, E'\\m(year|month|day|hour|minute|second)\\M', 'i') IS NOT NULL
  THEN
    RAISE EXCEPTION 'type "%" of column "%" is not supported', type_text, column_name
      USING ERRCODE = '0A000', HINT = 'Take interval without fields, or make the table first.';
  END IF;
  BEGIN
    type_mod := datamove.find_type_mod(element, bare);
  EXCEPTION WHEN data_exception OR syntax_error OR invalid_parameter_value OR program_limit_exceeded THEN
    GET STACKED DIAGNOSTICS reason = MESSAGE_TEXT;
    RAISE EXCEPTION 'invalid type "%" of column "%"', type_text, column_name
      USING ERRCODE = '22023',
        DETAIL = pg_catalog.concat(pg_catalog.upper(pg_catalog.left(reason, 1)), pg_catalog.substr(reason, 2), '.');
  END;
  RETURN datamove.type_document(type, type_mod);
END
$$;
COMMENT ON FUNCTION datamove.resolve_type(text, text) IS 'The type that the caller asks for, as a JSON document';

CREATE OR REPLACE FUNCTION datamove.resolve_types(options jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  given pg_catalog.jsonb := pg_catalog.jsonb_extract_path(options, 'types');
  columns pg_catalog.text[];
  column_name pg_catalog.text;
  document pg_catalog.jsonb;
  documents pg_catalog.jsonb[] := '{}';
BEGIN
  IF coalesce(pg_catalog.jsonb_typeof(given), 'null') OPERATOR(pg_catalog.=) 'null' THEN
    RETURN '{}';
  END IF;
  IF pg_catalog.jsonb_typeof(given) OPERATOR(pg_catalog.<>) 'object'
    OR pg_catalog.jsonb_path_exists(given, '$.* ? (@.type() != "string")')
  THEN
    RAISE EXCEPTION 'invalid value for option "types": "%"', given
      USING ERRCODE = '22023', HINT = 'It takes an object with a type for each column, such as {"price": "numeric(10,2)"}.';
  END IF;
  IF (SELECT pg_catalog.count(*) OPERATOR(pg_catalog.>) 1600 FROM pg_catalog.jsonb_object_keys(given)) THEN
    RAISE EXCEPTION 'tables can have at most 1600 columns'
      USING ERRCODE = '54011', DETAIL = 'The option "types" names more.';
  END IF;
  columns := ARRAY(SELECT pg_catalog.jsonb_object_keys(given));
  FOREACH column_name IN ARRAY columns LOOP
    document := datamove.resolve_type(column_name, pg_catalog.jsonb_extract_path_text(given, column_name));
    documents := pg_catalog.array_append(documents, document);
  END LOOP;
  RETURN coalesce((
    SELECT pg_catalog.jsonb_object_agg(t.name, t.document)
    FROM ROWS FROM (pg_catalog.unnest(columns), pg_catalog.unnest(documents)) AS t(name, document)), '{}');
END
$$;
COMMENT ON FUNCTION datamove.resolve_types(jsonb) IS 'The types that the option "types" asks for, by column';
