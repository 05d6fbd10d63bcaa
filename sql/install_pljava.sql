-- The part of install.sql that is PL/Java's: the extension, the jar and the functions in Java,
-- which the deployment descriptor in the jar creates.

DO $check$
DECLARE
  jar text := current_setting('datamove.install_jar');
BEGIN
  IF jar = '' THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = 'variable "jar" is not set',
      HINT = 'Run psql with -v jar=/absolute/path/datamove-server.jar.';
  END IF;
  IF jar !~ '^(/|[A-Za-z]:[/\\])' THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('jar "%s" is not an absolute path', jar),
      HINT = 'Give the path as the server''s machine has it.';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_language l WHERE l.lanname = 'javau')
    AND NOT EXISTS (SELECT FROM pg_available_extensions x WHERE x.name = 'pljava')
  THEN
    RAISE EXCEPTION USING ERRCODE = 'undefined_object',
      MESSAGE = 'PL/Java is not installed on this server',
      HINT = 'Install PL/Java 1.6 for this PostgreSQL version, then run this script again.';
  END IF;
END
$check$;

-- The JVM starts here. What it has to say about the future of Java's security manager (JEP 411) is
-- of no use to who installs datamove.
SET LOCAL client_min_messages = error;
DO $java$
DECLARE
  feature int;
BEGIN
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_language l WHERE l.lanname = 'javau') THEN
      CREATE EXTENSION pljava;
    END IF;
    CREATE FUNCTION pg_temp.datamove_java_property(name text) RETURNS text LANGUAGE javau
      AS 'java.lang.String=java.lang.System.getProperty(java.lang.String)';
    feature := split_part(pg_temp.datamove_java_property('java.specification.version'), '.', 1);
    DROP FUNCTION pg_temp.datamove_java_property(text);
  EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION USING ERRCODE = SQLSTATE,
      MESSAGE = format('PL/Java does not start: %s', SQLERRM),
      HINT = 'Check pljava.libjvm_location, pljava.vmoptions and pljava.policy_urls; Java 24 and later need'
        ' -Djava.security.manager=disallow in pljava.vmoptions and pljava.allow_unenforced. In a new'
        ' session CREATE EXTENSION pljava, or SELECT sqlj.get_classpath(''public''), prints'
        ' PL/Java''s own warnings.';
  END;
  IF feature < 17 THEN
    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
      MESSAGE = 'datamove needs Java 17 or later',
      DETAIL = format('PL/Java runs Java %s.', feature),
      HINT = 'Set pljava.libjvm_location to the libjvm of a Java from 17 to 23.';
  END IF;
END
$java$;

\ir check_jar.sql

-- The jar is taken out and put in again, without undoing what its descriptor did: the descriptor
-- has CREATE OR REPLACE only, so an upgrade drops no function.
DO $jar$
DECLARE
  jar bytea := pg_read_binary_file(current_setting('datamove.install_jar'));
BEGIN
  IF EXISTS (SELECT FROM sqlj.jar_repository r WHERE r.jarname = 'datamove') THEN
    PERFORM sqlj.remove_jar('datamove', false);
  END IF;
  PERFORM sqlj.install_jar(jar, 'datamove', true);
  -- All classes in one entry of the jar, which the engine reads at once: PL/Java would read one by one.
  INSERT INTO sqlj.jar_entry (entryname, jarid, entryimage)
  SELECT 'datamove.images', c.jarid,
    convert_to(length(c.directory) || E'\n' || c.directory, 'UTF8') || c.images
  FROM (
    SELECT e.jarid, string_agg(octet_length(e.entryimage) || ' ' || e.entryname, E'\n' ORDER BY e.entryid) AS directory,
      string_agg(e.entryimage, '' ORDER BY e.entryid) AS images
    FROM sqlj.jar_entry e JOIN sqlj.jar_repository r ON r.jarid = e.jarid
    WHERE r.jarname = 'datamove' AND e.entryname ~ E'\\.class$'
    GROUP BY e.jarid) AS c;
END
$jar$;

\ir start_java.sql
SET LOCAL client_min_messages = warning;
