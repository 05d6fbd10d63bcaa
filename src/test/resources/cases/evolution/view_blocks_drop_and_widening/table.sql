CREATE TABLE stock (id integer PRIMARY KEY, name varchar(5), qty integer, score numeric(5,2), place text);
INSERT INTO stock VALUES (1, 'Ann', 1, 1.5, 'x');
CREATE VIEW scores AS SELECT id, score FROM stock;
CREATE MATERIALIZED VIEW names AS SELECT name FROM stock;
