case_title='numerics and timestamps'
case_rows=1000000
case_contenders='copy_csv copy_binary pljava new_table validate'
case_columns='a numeric, b numeric(14,4), c numeric(18,6), d double precision, e timestamp, f timestamptz,
  g timestamp(3), h numeric'
case_select="hashint4(i)::numeric / 1000, (hashint4(i) % 1000000000)::numeric / 10000,
  (hashint8extended(i, 1) % 1000000000000)::numeric / 1000000, hashint4(i) / 7.0::double precision,
  timestamp '2001-01-01' + i * interval '1.001 seconds', timestamptz '2001-01-01' + i * interval '61.5 seconds',
  timestamp '2001-01-01' + i * interval '0.5 seconds', hashint8extended(i, 2)::numeric"
