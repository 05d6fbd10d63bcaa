CREATE TABLE numbered (id integer PRIMARY KEY, note text);
CREATE SEQUENCE numbers;
CREATE FUNCTION renumber() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id := nextval('t.numbers'); RETURN NEW; END $$;
CREATE TRIGGER renumber BEFORE INSERT ON numbered FOR EACH ROW EXECUTE FUNCTION renumber();
