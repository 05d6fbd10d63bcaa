CREATE TABLE task (id integer PRIMARY KEY, after integer REFERENCES task);
INSERT INTO task VALUES (8, NULL), (9, NULL), (3, 9);
CREATE TABLE note (task integer REFERENCES task);
