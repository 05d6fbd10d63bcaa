CREATE TABLE parts (id integer, name text) PARTITION BY RANGE (id);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10) TO (20);
CREATE UNLOGGED TABLE fast (id integer, name text);
DROP TABLE IF EXISTS pg_temp.mine;
CREATE TEMPORARY TABLE mine (id integer, name text);
