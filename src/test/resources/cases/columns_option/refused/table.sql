CREATE TABLE kept (id integer, twice integer GENERATED ALWAYS AS (id * 2) STORED);
INSERT INTO kept VALUES (7);
