CREATE TABLE rule (id integer, path jsonpath);
