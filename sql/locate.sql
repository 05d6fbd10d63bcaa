-- Where in the file a staged row stands that the target refuses.

CREATE OR REPLACE FUNCTION datamove.find_place_of_key(request jsonb, staging text, about_constraint text, detail text) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
  described pg_catalog.jsonb := pg_catalog.jsonb_extract_path(request, 'table');
  key pg_catalog.jsonb;
  fields pg_catalog.text;
  places bigint[];
BEGIN
  SELECT k.value INTO key
  FROM pg_catalog.jsonb_array_elements(pg_catalog.jsonb_extract_path(described, 'foreign_keys')
    OPERATOR(pg_catalog.||) pg_catalog.jsonb_extract_path(described, 'unique')
    OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_array(pg_catalog.jsonb_extract_path(described, 'primary_key'))) AS k
  WHERE pg_catalog.jsonb_extract_path_text(k.value, 'name') OPERATOR(pg_catalog.=) about_constraint;
  SELECT pg_catalog.string_agg(pg_catalog.format('%I', c.name), ', ' ORDER BY c.place USING OPERATOR(pg_catalog.<)) INTO fields
  FROM pg_catalog.jsonb_array_elements_text(pg_catalog.jsonb_extract_path(key, 'columns')) WITH ORDINALITY AS c(name, place);
  IF fields IS NULL THEN
    RETURN NULL;
  END IF;
  -- The values as DETAIL has them in every language: Key (a, b)=(1, x) ...
  EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(s.datamove_place) FROM (SELECT datamove_place FROM %s'
    ' WHERE pg_catalog.strpos($1, pg_catalog.concat(''=('', pg_catalog.concat_ws('', '', %s), '')'')) OPERATOR(pg_catalog.>) 0'
    ' ORDER BY datamove_place LIMIT 2) AS s', staging, fields) INTO places USING detail;
  -- Of two rows with a key that must be unique the second is refused.
  RETURN CASE WHEN pg_catalog.jsonb_exists(key, 'index') THEN coalesce(places[2], places[1]) ELSE places[1] END;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION datamove.find_place_of_key(jsonb, text, text, text) IS 'The place of the staged row with the key that an error''s DETAIL names, or NULL';
