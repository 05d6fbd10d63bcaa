CREATE TYPE line AS (amount numeric(5,2), paid boolean, note text);
CREATE DOMAIN price AS money CHECK (VALUE >= 0::money);
CREATE TABLE bill (id integer, total price, bytes bytea, term interval, span int4range, parts numeric(4,2)[], line line,
  doc jsonb, at timetz, net cidr, place point);
