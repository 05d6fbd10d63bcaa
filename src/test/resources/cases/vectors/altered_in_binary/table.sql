CREATE TABLE item (id integer, small "the extensions".vector(2), half "the extensions".halfvec(2), embedding "the extensions".vector(16));
