CREATE DOMAIN money_amount AS numeric(8,2) CHECK (value >= 0);
CREATE TABLE kept (id integer, price numeric(5,2), amount money_amount, ratio real, share double precision,
  day date, at timestamp, brief timestamp(0), zoned timestamptz, clock time(3), code varchar(3), grade char(2));
CREATE TABLE moment (day date, at timestamp);
