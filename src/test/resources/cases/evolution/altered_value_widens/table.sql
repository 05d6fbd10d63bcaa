CREATE TABLE kept (id integer, price numeric(5,2), ratio real, share double precision, grade char(2));
