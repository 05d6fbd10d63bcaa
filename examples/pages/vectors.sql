-- What the examples in docs/vectors.md need.

CREATE EXTENSION vector;
