CREATE TABLE items (id integer, a "the extensions".vector(2), b "the extensions".halfvec(2), c "the extensions".sparsevec(2));
CREATE INDEX ON items USING hnsw (a "the extensions".vector_cosine_ops);
CREATE INDEX ON items USING hnsw (b "the extensions".halfvec_cosine_ops);
CREATE INDEX ON items USING hnsw (c "the extensions".sparsevec_l2_ops);
