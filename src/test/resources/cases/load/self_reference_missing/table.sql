CREATE TABLE staff (id integer PRIMARY KEY, boss integer REFERENCES staff);
