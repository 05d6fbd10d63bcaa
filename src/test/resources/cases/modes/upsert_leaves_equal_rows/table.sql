-- Types without equality, values that are equal and look different, and one that is kept elsewhere.
CREATE TABLE spot (id integer PRIMARY KEY, place point, doc json, price numeric, text text, seen text DEFAULT 'here');
ALTER TABLE spot ALTER COLUMN text SET STORAGE EXTERNAL;
INSERT INTO spot VALUES
  (1, '(1,2)', '{"a": 1}', 1.0, repeat('x', 3000)), (2, NULL, NULL, NULL, NULL), (3, '(0,0)', '{}', 1.0, 'same'),
  (4, '(4,4)', '{"a": 1}', 4, 'same'), (5, NULL, '5', 5, 'old'), (6, '(6,6)', '6', 6, 'not in the file');
