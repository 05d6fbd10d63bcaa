-- Texts that quote a file, as they may be shown; the engine's own come so from the engine.

CREATE OR REPLACE FUNCTION datamove.shown_text(value text, line_ends boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- Other encodings have these characters under other numbers, if at all.
  hidden CONSTANT text := CASE getdatabaseencoding() WHEN 'UTF8'
    THEN E'[\\x01-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\U000E0000-\\U000E007F]'
    ELSE E'[\\x01-\\x08\\x0b-\\x1f\\x7f]' END;
  shown text := CASE WHEN line_ends THEN value ELSE replace(value, E'\n', E'\\n') END;
  found text;
BEGIN
  LOOP
    found := substring(shown FROM hidden);
    EXIT WHEN found IS NULL;
    shown := replace(shown, found, CASE WHEN found = E'\r' THEN E'\\r'
      WHEN ascii(found) < 65536 THEN E'\\u' || upper(lpad(to_hex(ascii(found)), 4, '0'))
      ELSE E'\\uDB40\\u' || upper(to_hex(56320 + ascii(found) % 1024)) END);
  END LOOP;
  RETURN shown;
END
$$;
COMMENT ON FUNCTION datamove.shown_text(text, boolean) IS 'A text that quotes a file, as a terminal may show it: what it would obey, or nobody see, as JSON writes it; line ends too unless they are the text''s own';
