CREATE TABLE visit (id integer, day date);
INSERT INTO visit VALUES (0, '2000-01-01');
