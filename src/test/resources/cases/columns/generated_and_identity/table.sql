CREATE TABLE bill (id integer GENERATED ALWAYS AS IDENTITY, net numeric, gross numeric GENERATED ALWAYS AS (net * 2) STORED);
