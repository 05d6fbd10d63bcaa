CREATE TABLE two ("a,b" text, "c,d" text);
CREATE TABLE three (a integer, "b;c" text, d integer);
