CREATE TABLE grows (id integer);
CREATE TABLE longer (id integer, v "the extensions".vector(3));
CREATE INDEX ON longer USING hnsw (v "the extensions".vector_cosine_ops);
