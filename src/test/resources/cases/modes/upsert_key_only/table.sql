CREATE TABLE link (a integer, b integer, PRIMARY KEY (a, b));
INSERT INTO link VALUES (1, 1);
