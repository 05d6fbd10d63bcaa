CREATE TABLE bill (id integer PRIMARY KEY, name text, day date, amt numeric(10,2));
INSERT INTO bill VALUES (1, 'kept', NULL, NULL);
CREATE TABLE longer (id integer PRIMARY KEY, name text, day date, amt numeric(10,2), note text);
