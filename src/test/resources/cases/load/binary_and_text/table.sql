CREATE TABLE t.readings (
  id integer PRIMARY KEY,
  at timestamp(3),
  amount numeric(8, 2),
  code char(4),
  raw bytea,
  day date,
  zoned timestamptz,
  doc jsonb
);
