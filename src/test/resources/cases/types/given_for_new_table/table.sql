CREATE TYPE kind AS ENUM ('mine', 'yours');
CREATE SCHEMA IF NOT EXISTS "odd schema";
DROP DOMAIN IF EXISTS "odd schema"."dom(5)";
CREATE DOMAIN "odd schema"."dom(5)" AS varchar(5) NOT NULL;
