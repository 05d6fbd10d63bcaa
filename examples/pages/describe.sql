-- The tables of the examples in docs/describe.md.

CREATE SCHEMA shop;
CREATE TABLE shop.item (id bigint PRIMARY KEY, product varchar(10), price numeric(8,2) DEFAULT 1);
CREATE INDEX item_by_product ON shop.item (product) INCLUDE (price);
CREATE VIEW shop.cheap AS SELECT price FROM shop.item WHERE price < 5;
