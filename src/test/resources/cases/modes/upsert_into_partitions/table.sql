CREATE TABLE stock (id integer PRIMARY KEY, name text, pieces integer) PARTITION BY RANGE (id);
CREATE TABLE stock_1 PARTITION OF stock FOR VALUES FROM (1) TO (10);
CREATE TABLE stock_2 (gone text, pieces integer, name text, id integer NOT NULL);
ALTER TABLE stock_2 DROP COLUMN gone;
ALTER TABLE stock ATTACH PARTITION stock_2 FOR VALUES FROM (10) TO (20);
INSERT INTO stock VALUES (1, 'one', 1), (2, 'two', 2), (11, 'eleven', 11), (12, 'twelve', 12);
