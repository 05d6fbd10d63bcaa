CREATE TYPE stay AS (guest text, arrival date);
CREATE DOMAIN days AS date[];
CREATE TABLE visit (id integer, span daterange, days days, stay stay, at tsrange[]);
