CREATE TABLE orders (id integer PRIMARY KEY, customer text NOT NULL, total numeric(10,2));
INSERT INTO orders VALUES (9, 'old', 1);
CREATE TABLE wide (id integer, gone text);
