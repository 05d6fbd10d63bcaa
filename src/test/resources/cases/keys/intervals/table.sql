CREATE TABLE stay (id integer, span interval UNIQUE, rounded interval(1) UNIQUE);
CREATE TABLE window_of (months interval year to month PRIMARY KEY);
