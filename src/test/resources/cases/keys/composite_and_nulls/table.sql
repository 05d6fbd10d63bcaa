CREATE TABLE pair (a integer, b text, c integer, CONSTRAINT pair_ab UNIQUE (a, b), CONSTRAINT pair_c UNIQUE (c));
CREATE TABLE strict (a integer, b text, c integer, CONSTRAINT strict_ab UNIQUE NULLS NOT DISTINCT (b, a));
