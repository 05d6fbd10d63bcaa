CREATE TABLE items (id integer PRIMARY KEY, a "the extensions".vector(3), b "the extensions".halfvec(3), c "the extensions".sparsevec(3), d bit(3));
CREATE INDEX "A's" ON items USING hnsw (a "the extensions".vector_cosine_ops) WITH (m = 8, ef_construction = 32);
COMMENT ON INDEX "A's" IS E'it''s \\ the nearest';
CREATE INDEX b_half ON items USING ivfflat (b "the extensions".halfvec_l2_ops) WITH (lists = 1);
CREATE INDEX c_part ON items USING hnsw (c "the extensions".sparsevec_l1_ops) WHERE id > 1;
CREATE INDEX d_bits ON items USING hnsw ((d::bit(3)) "the extensions".bit_hamming_ops);
CREATE INDEX a_half ON items USING hnsw ((a::"the extensions".halfvec(3)) "the extensions".halfvec_ip_ops);
CREATE INDEX by_id ON items (id, d);
