CREATE TABLE x (id integer, v text UNIQUE);
CREATE TABLE y (id integer, v text CHECK (v !~ 'forged'));
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'no row such as %', NEW.v USING DETAIL = NEW.v, HINT = NEW.v; END $$;
CREATE TABLE z (id integer, v text);
CREATE TRIGGER refuse BEFORE INSERT ON z FOR EACH ROW EXECUTE FUNCTION refuse();
