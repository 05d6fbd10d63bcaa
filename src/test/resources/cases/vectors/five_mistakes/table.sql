CREATE TABLE items (id integer, v "the extensions".vector(3), h "the extensions".halfvec(3), s "the extensions".sparsevec(5), b bit(4));
