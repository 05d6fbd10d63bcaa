case_title='embeddings of 1536 dimensions, no index'
case_rows=100000
case_contenders='copy_csv copy_binary pljava new_table validate program'
case_extension=vector
case_columns='id integer, embedding vector(1536)'
# Elements as those of a vector of length 1, in the digits that float4 prints.
case_select="i, (SELECT array_agg((((hashint4extended(i, j) & 1048575) - 524288) / 11863283.2)::real)::vector
  FROM generate_series(1, 1536) AS j)"
