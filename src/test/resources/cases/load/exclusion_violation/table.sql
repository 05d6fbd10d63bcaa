CREATE TABLE slot (id integer, span int4range, EXCLUDE USING gist (span WITH &&));
