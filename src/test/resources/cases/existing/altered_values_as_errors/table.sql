CREATE TABLE kept (id integer, price numeric(5,2), code varchar(3));
INSERT INTO kept VALUES (0, 0, 'old');
