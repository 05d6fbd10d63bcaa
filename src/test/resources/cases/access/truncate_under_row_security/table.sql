CREATE TABLE x (id integer, who name);
INSERT INTO x VALUES (7, 'guest'), (8, 'loader');
ALTER TABLE x ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON x USING (who = current_user);
GRANT SELECT, INSERT, DELETE, TRUNCATE ON x TO loader;
