CREATE TABLE team (id integer PRIMARY KEY);
INSERT INTO team VALUES (1);
CREATE TABLE staff (
  id integer PRIMARY KEY,
  boss integer REFERENCES staff,
  team integer REFERENCES team,
  badge text CHECK (badge <> 'bad')
);
CREATE UNIQUE INDEX staff_badge ON staff (lower(badge));
INSERT INTO staff VALUES (8, NULL, 1, 'old');
