CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE odd (a text, b integer, c numrange UNIQUE, d integer);
CREATE UNIQUE INDEX odd_lower ON odd (lower(a));
CREATE UNIQUE INDEX odd_part ON odd (b) WHERE b > 1;
CREATE UNIQUE INDEX odd_any ON odd (a COLLATE any_case);
