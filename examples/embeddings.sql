-- From a CSV file with embeddings to a nearest-neighbour query. Needs pgvector.
--   psql -d DB -v dir=/absolute/path/of/examples -f embeddings.sql
\set embeddings :dir /embeddings.csv
\set mistakes :dir /embeddings_mistakes.csv
\set SHOW_CONTEXT never

CREATE EXTENSION IF NOT EXISTS vector;

-- Lists of numbers that are all of one length are vectors.
SELECT name, data_type, nulls
FROM datamove.inspect(:'embeddings');

-- The option "vector_index" makes an index once the rows are in; which distance it is for is up to you.
SELECT success, operation_type, table_name, rows_processed
FROM datamove.move(:'embeddings', 'item', primary_key_columns => ARRAY['id'],
                   options => '{"vector_index": {"method": "hnsw", "operator_class": "vector_l2_ops"}}');

-- What is like apple pie?
SELECT other.title, round((other.embedding <-> apple.embedding)::numeric, 3) AS distance
FROM item AS apple, item AS other
WHERE apple.id = 1 AND other.id <> 1 AND other.embedding IS NOT NULL
ORDER BY other.embedding <-> apple.embedding
LIMIT 3;

-- A file with vectors of other dimensions is refused; each mistake is named, with its line.
SELECT success, rows_processed
FROM datamove.move(:'mistakes', 'item', 'existing_schema');

-- The rows are replaced: the index is dropped before and built again after the load.
SELECT step ->> 'kind' AS step, step ->> 'title' AS title
FROM datamove.move(:'embeddings', 'item', 'existing_schema', dry_run => true),
     jsonb_array_elements(report -> 'plan') AS step;

SELECT success, operation_type, rows_processed
FROM datamove.move(:'embeddings', 'item', 'existing_schema');

-- Half the space: the option "types" decides what a new column becomes.
SELECT success, operation_type, table_name, rows_processed
FROM datamove.move(:'embeddings', 'half_item',
                   options => '{"types": {"embedding": "halfvec(4)"}}');

SELECT id, embedding
FROM half_item
WHERE id <= 2
ORDER BY id;
