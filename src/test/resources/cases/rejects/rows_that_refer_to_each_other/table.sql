CREATE TABLE part (id integer PRIMARY KEY, inside integer REFERENCES part, name text, CHECK (name <> 'bad'));
INSERT INTO part VALUES (100, NULL, 'box');
CREATE FUNCTION refuse_broken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.name = 'broken' THEN
    RAISE EXCEPTION 'part % is broken', NEW.id;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER broken AFTER INSERT ON part FOR EACH ROW EXECUTE FUNCTION refuse_broken();
