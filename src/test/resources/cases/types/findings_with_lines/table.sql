CREATE TYPE kind AS ENUM ('mine', 'yours');
