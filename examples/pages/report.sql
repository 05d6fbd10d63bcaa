-- The tables of the examples in docs/report.md.

CREATE TABLE item (id integer PRIMARY KEY, name varchar(5), qty integer);
