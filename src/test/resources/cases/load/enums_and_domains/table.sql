CREATE TYPE t.mood AS ENUM ('sad', 'ok', 'a b');
CREATE DOMAIN t.zip AS varchar(5) CHECK (VALUE ~ '^[0-9]+$');
CREATE DOMAIN t.short_zip AS t.zip CHECK (length(VALUE) = 3);
CREATE DOMAIN t.price AS numeric(6, 2) CHECK (VALUE >= 0);
CREATE TABLE t.moods (id integer, mood t.mood, zip t.zip, short_zip t.short_zip, price t.price);
