-- Says whether the process of engine program starts. The end of install.sql; a superuser can run it by
-- itself at any time.

\set QUIET on
SET client_min_messages = notice;
DO $check$
DECLARE
  about json;
  said text;
  directory text := regexp_replace(datamove.program_archive(), '[^/]*$', '');
BEGIN
  BEGIN
    about := datamove.program_version();
  EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS said = PG_EXCEPTION_DETAIL;
    said := coalesce(nullif(said, ''), SQLERRM);
  END;
  IF about IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'external_routine_exception',
      MESSAGE = 'the engine''s Java process does not start',
      DETAIL = left(said, 1000),
      HINT = 'Run psql with -v java=/path/to/java, of a Java 17 or later that the operating system user of the server can run.';
  END IF;
  IF NOT datamove.program_make_archive() THEN
    RAISE NOTICE USING MESSAGE = 'no class-data archive was made',
      DETAIL = format('The server''s operating system user cannot write it to directory "%s"; with one, a move''s process starts in half the time.', directory),
      HINT = format('As somebody who can: %s', datamove.program_archive_command());
  END IF;
  RAISE INFO USING MESSAGE = format('datamove %s installed: engine program, Java %s', about ->> 'version', split_part(about ->> 'java', '+', 1));
END
$check$;
RESET client_min_messages;
