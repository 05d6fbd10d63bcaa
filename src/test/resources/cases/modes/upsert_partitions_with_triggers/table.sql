CREATE TABLE stock (id integer PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE stock_1 PARTITION OF stock FOR VALUES FROM (1) TO (5);
CREATE TABLE stock_2 PARTITION OF stock FOR VALUES FROM (5) TO (10);
INSERT INTO stock VALUES (1, 'one'), (2, 'two'), (3, 'three'), (4, 'four'), (8, 'eight');
CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NEW.name <> TG_ARGV[0] THEN NEW END;
END $$;
CREATE TRIGGER keep_out BEFORE INSERT ON stock FOR EACH ROW EXECUTE FUNCTION keep_out('unwanted');
CREATE TRIGGER refuse BEFORE UPDATE ON stock_1 FOR EACH ROW EXECUTE FUNCTION keep_out('refused');
