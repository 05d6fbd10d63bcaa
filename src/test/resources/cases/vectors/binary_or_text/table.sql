CREATE DOMAIN direction AS "the extensions".vector(3) CHECK ("the extensions".vector_norm(VALUE) > 0);
CREATE TABLE items (id integer, v "the extensions".vector(3), h "the extensions".halfvec, d direction);
