CREATE TABLE counted (id serial PRIMARY KEY, v text);
