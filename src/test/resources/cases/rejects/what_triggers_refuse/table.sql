CREATE TABLE seat (id integer PRIMARY KEY, place text, span int4range, EXCLUDE USING gist (span WITH &&));
CREATE FUNCTION no_aisle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.place = 'aisle' THEN
    RAISE EXCEPTION 'no seat % in the aisle', NEW.id USING ERRCODE = 'TR001', DETAIL = 'Trigger ' || TG_NAME || '.', HINT = 'Sit.';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER before_row BEFORE INSERT ON seat FOR EACH ROW EXECUTE FUNCTION no_aisle();
CREATE TABLE later (LIKE seat INCLUDING ALL);
CREATE CONSTRAINT TRIGGER after_row AFTER INSERT ON later FOR EACH ROW EXECUTE FUNCTION no_aisle();
CREATE TABLE statements (number bigint);
CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO statements SELECT count(*) FROM new_rows;
  RETURN NULL;
END
$$;
CREATE TRIGGER statement AFTER INSERT ON later REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_statement();
