case_title='10 mixed columns'
case_rows=1000000
case_columns='id integer, account bigint, name text, city varchar(40), amount numeric(12,2),
  rate double precision, born date, seen timestamp, active boolean, token uuid'
case_select="i, 4000000000 + i * 7919::bigint, 'Customer ' || md5(i::text),
  (ARRAY['Ljubljana', 'Nova Gorica', 'Škofja Loka', 'Görz'])[1 + i % 4],
  (hashint4(i) % 10000000)::numeric / 100, hashint4(i) / 1000.0::double precision,
  date '1950-01-01' + (hashint4(i) & 32767),
  timestamp '2020-01-01' + (i % 100000000) * interval '1.37 seconds',
  i % 3 = 0, md5(i::text || 'x')::uuid"
