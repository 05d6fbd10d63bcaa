CREATE TABLE bill (id integer, net numeric, gross numeric GENERATED ALWAYS AS (net * 2) STORED);
