-- Rows that triggers keep out, of new and of known keys, and one that a trigger changes.
CREATE TABLE stock (id integer PRIMARY KEY, name text, touched integer DEFAULT 0);
INSERT INTO stock VALUES (1, 'one'), (2, 'two'), (3, 'three'), (4, 'four');
CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NEW.name <> 'unwanted' THEN NEW END;
END $$;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.touched := OLD.touched + 1;
  RETURN CASE WHEN NEW.name <> 'refused' THEN NEW END;
END $$;
CREATE TRIGGER keep_out BEFORE INSERT ON stock FOR EACH ROW EXECUTE FUNCTION keep_out();
CREATE TRIGGER touch BEFORE UPDATE ON stock FOR EACH ROW EXECUTE FUNCTION touch();
