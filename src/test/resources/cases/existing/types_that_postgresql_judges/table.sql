CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN zip AS text CHECK (value ~ '^\d{5}$');
CREATE TABLE odd (id integer, mood mood, zip zip, span int4range, tags text[], price numeric(5,2));
