CREATE TABLE rooms (id int4range, valid_at daterange, name text, PRIMARY KEY (id, valid_at WITHOUT OVERLAPS));
INSERT INTO rooms VALUES ('[1,2)', '[2020-01-01,2021-01-01)', 'a'), ('[1,2)', '[2021-01-01,2022-01-01)', 'a2'), ('[2,3)', '[2020-01-01,2021-01-01)', 'b');
CREATE TABLE lets (n int PRIMARY KEY, room int4range, valid_at daterange, who text, dept int,
  FOREIGN KEY (room, PERIOD valid_at) REFERENCES rooms (id, PERIOD valid_at));
CREATE TABLE depts (id int PRIMARY KEY);
INSERT INTO depts VALUES (1);
ALTER TABLE lets ADD CONSTRAINT of_dept FOREIGN KEY (dept) REFERENCES depts NOT ENFORCED;
ALTER TABLE lets ADD CONSTRAINT who_short CHECK (length(who) < 5) NOT ENFORCED;
ALTER TABLE lets ADD COLUMN twice int GENERATED ALWAYS AS (n * 2) VIRTUAL;
ALTER TABLE lets ADD CHECK (twice < 100);
