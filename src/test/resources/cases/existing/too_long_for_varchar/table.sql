CREATE TABLE short (code varchar(5), fixed char(2));
