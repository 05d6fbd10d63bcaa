case_title='vectors of 256 dimensions, replaced under an HNSW index'
case_rows=100000
case_contenders='copy_csv copy_rebuild pljava pljava_never'
case_extension=vector
case_columns='id integer, embedding vector(256)'
# Around 1,000 centres, as embeddings cluster.
case_select="i, (SELECT array_agg(((hashint4extended(i % 1000, j) & 65535) / 65536.0
    + (hashint4extended(i, j) & 65535) / 262144.0)::real)::vector FROM generate_series(1, 256) AS j)"
case_index='CREATE INDEX target_index ON bench.target USING hnsw (embedding vector_l2_ops)'
case_settings="maintenance_work_mem = '512MB'"
