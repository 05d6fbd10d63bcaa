CREATE TABLE stock (id bigint, name text, qty numeric, day timestamp, score double precision);
