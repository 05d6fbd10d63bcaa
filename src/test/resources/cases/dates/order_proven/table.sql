CREATE TABLE visit (id integer, day date);
