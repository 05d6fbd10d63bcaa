CREATE TABLE sale (id integer PRIMARY KEY, item varchar(6) NOT NULL CHECK (item <> 'cap'), day date);
GRANT ALL ON sale TO PUBLIC;
CREATE TABLE tree (id integer PRIMARY KEY, item text CHECK (item <> 'cap'), day date);
CREATE FUNCTION t.count_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER once AFTER INSERT ON tree FOR EACH STATEMENT EXECUTE FUNCTION t.count_rows();
ALTER TABLE sale ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_rows ON sale USING (true);
