CREATE TABLE items (id integer, embedding "the extensions".vector(3));
CREATE INDEX items_embedding_idx ON items USING hnsw (embedding "the extensions".vector_l2_ops) WITH (m = 8);
INSERT INTO items VALUES (1, '[1,2,3]');
