CREATE TABLE log (id serial, at date DEFAULT '2024-01-01', n integer GENERATED ALWAYS AS IDENTITY, note text, up text GENERATED ALWAYS AS (upper(note)) STORED);
