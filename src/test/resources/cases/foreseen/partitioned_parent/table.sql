CREATE TABLE customer (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE customer_0 PARTITION OF customer FOR VALUES FROM (0) TO (10);
CREATE TABLE customer_1 PARTITION OF customer FOR VALUES FROM (10) TO (20);
INSERT INTO customer VALUES (3), (13);
CREATE TABLE bill (id integer, customer integer REFERENCES customer);
CREATE TABLE part (id integer, customer integer REFERENCES customer) PARTITION BY LIST (id);
CREATE TABLE part_1 PARTITION OF part DEFAULT;
