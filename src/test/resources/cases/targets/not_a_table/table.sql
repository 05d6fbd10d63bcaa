CREATE TABLE base (id integer);
CREATE VIEW seen AS SELECT id FROM base;
CREATE MATERIALIZED VIEW kept AS SELECT 1 AS id;
CREATE SEQUENCE numbers;
CREATE INDEX base_index ON base (id);
CREATE TYPE pair AS (id integer);
