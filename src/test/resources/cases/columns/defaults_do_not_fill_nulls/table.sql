CREATE TABLE d (id integer, state text DEFAULT 'new');
