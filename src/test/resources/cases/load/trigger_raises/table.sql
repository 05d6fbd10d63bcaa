CREATE TABLE notes (id integer);
CREATE FUNCTION no_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = 2 THEN
    RAISE EXCEPTION USING ERRCODE = 'ZX002', MESSAGE = 'two is not wanted', HINT = 'Take three.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER no_two BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION no_two();
