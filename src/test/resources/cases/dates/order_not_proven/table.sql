CREATE DOMAIN workday AS date CHECK (extract(isodow FROM VALUE) < 6);
CREATE TABLE visit (id integer PRIMARY KEY, day date, work workday, at timestamptz);
