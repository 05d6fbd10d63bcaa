CREATE TABLE country (code text PRIMARY KEY);
INSERT INTO country VALUES ('IT');
CREATE TABLE town (id integer, country text REFERENCES country);
