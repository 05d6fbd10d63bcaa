CREATE TABLE stock (qty integer);
