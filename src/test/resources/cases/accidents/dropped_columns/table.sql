CREATE TABLE keyed (id integer PRIMARY KEY, a text, b text, c text);
INSERT INTO keyed VALUES (1, 'a', 'b', 'c');
CREATE TABLE two (x integer, y integer, a text, b text, c text, PRIMARY KEY (x, y));
CREATE TABLE wide (a text, b text, c text, d text, e integer GENERATED ALWAYS AS (1) STORED);
INSERT INTO wide VALUES ('a', NULL, NULL, NULL);
