CREATE TABLE item (id integer);
CREATE TABLE growing (id integer, price numeric(4,1), code varchar(2));
