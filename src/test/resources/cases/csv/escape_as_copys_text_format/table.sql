CREATE TABLE texts (id integer, v text);
