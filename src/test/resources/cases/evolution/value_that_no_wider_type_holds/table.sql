CREATE TABLE stock (id serial PRIMARY KEY, name varchar(5) NOT NULL, qty integer, day date, score numeric(5,2));
INSERT INTO stock (name, qty, day, score) VALUES ('Ann', 1, '2020-01-01', 1.5), ('Bob', 2, '2020-01-02', NULL);
