CREATE TABLE item (id integer NOT NULL, price numeric, size integer, note text);
CREATE TABLE strict (id integer NOT NULL, price numeric NOT NULL, size text, note text);
