CREATE TABLE stock (id integer PRIMARY KEY, name varchar(5), qty integer, score numeric(5,2), place text);
INSERT INTO stock VALUES (1, 'Ann', 1, 1.5, 'x');
CREATE INDEX stock_score ON stock (score);
ALTER TABLE stock ADD CONSTRAINT score_is_positive CHECK (score > 0);
