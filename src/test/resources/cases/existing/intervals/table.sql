CREATE TABLE stay (id integer, span interval, rounded interval(0));
CREATE TABLE staged (LIKE stay);
GRANT SELECT, INSERT, DELETE ON staged TO loader;
ALTER TABLE staged ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_rows ON staged USING (true);
CREATE TABLE with_fields (months interval year to month);
