-- The first call of a session with engine "pljava". PL/Java looks for a class by SQL that runs under
-- Java, and a session that is terminated meanwhile leaves from inside Java and takes the whole server
-- down. PostgreSQL lets nothing interrupt it while it compares keys on a page of an index: it holds
-- the page's lock. So what has to be looked for is looked for in a comparison: the engine's classes
-- when there is one at all, the jar within the jar when it is one with 2.

CREATE TABLE IF NOT EXISTS datamove.uninterrupted (
  id integer NOT NULL
);
COMMENT ON TABLE datamove.uninterrupted IS 'One row, for an index whose comparison has the engine''s classes loaded';

DO $index$
BEGIN
  IF NOT EXISTS (SELECT FROM datamove.uninterrupted) THEN
    INSERT INTO datamove.uninterrupted VALUES (1);
  END IF;
  IF NOT EXISTS (
    SELECT FROM pg_opclass c WHERE c.opcname = 'java_ops' AND c.opcnamespace = 'datamove'::regnamespace)
  THEN
    CREATE OPERATOR CLASS datamove.java_ops FOR TYPE integer USING btree AS
      OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
      FUNCTION 1 datamove.java_compare(integer, integer);
    COMMENT ON OPERATOR CLASS datamove.java_ops USING btree IS 'Orders integers as usual, in Java';
  END IF;
END
$index$;
CREATE INDEX IF NOT EXISTS uninterrupted_id ON datamove.uninterrupted (id datamove.java_ops);

CREATE OR REPLACE FUNCTION datamove.start_java() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_indexscan = on SET max_parallel_workers_per_gather = 0
AS $$
BEGIN
  -- The tables that PL/Java reads are locked before: a wait for them must end when it is told to.
  PERFORM FROM sqlj.jar_repository, sqlj.classpath_entry, sqlj.jar_entry, sqlj.typemap_entry WHERE false;
  PERFORM FROM datamove.uninterrupted u WHERE u.id = 1;
EXCEPTION WHEN SQLSTATE '46103' THEN
  RAISE EXCEPTION 'PL/Java does not find the classes of datamove'
    USING ERRCODE = 'XX000', HINT = 'An administrator installs datamove again.';
END
$$;
COMMENT ON FUNCTION datamove.start_java() IS 'Starts the session''s JVM and has it load the engine; does nothing more where that is done';

CREATE OR REPLACE FUNCTION datamove.load_nested() RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_indexscan = on SET max_parallel_workers_per_gather = 0
AS $$
BEGIN
  PERFORM FROM datamove.uninterrupted u WHERE u.id = 2;
END
$$;
COMMENT ON FUNCTION datamove.load_nested() IS 'Has the engine take the jar within its jar';

-- What once did parts of it. No function hands classes to the JVM any more.
DROP FUNCTION IF EXISTS datamove.load_engine(text);
DROP FUNCTION IF EXISTS datamove.java_load(text, bytea);
DROP FUNCTION IF EXISTS datamove.java_start();
DROP LANGUAGE IF EXISTS datamove_jvm;
