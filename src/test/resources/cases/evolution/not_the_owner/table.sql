CREATE TABLE things (id integer, v text);
GRANT ALL ON things TO loader;
