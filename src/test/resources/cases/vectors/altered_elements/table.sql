CREATE TABLE item (id integer, small "the extensions".vector(2), half "the extensions".halfvec(2), sparse "the extensions".sparsevec(5), embedding "the extensions".vector(16));
