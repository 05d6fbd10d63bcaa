-- The process of engine "program": how it is started, and the files through which the session talks with it.

CREATE OR REPLACE FUNCTION datamove.shell_word(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT '''' || replace(word, '''', E'''\\''''') || ''''
$$;
COMMENT ON FUNCTION datamove.shell_word(text) IS 'A word as the shell reads it back unchanged';

CREATE OR REPLACE FUNCTION datamove.program_setting(name text, default_value text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce((SELECT s.value FROM datamove.setting s WHERE s.name = program_setting.name), default_value)
$$;
COMMENT ON FUNCTION datamove.program_setting(text, text) IS 'One of the administrator''s settings, or its default';

CREATE OR REPLACE FUNCTION datamove.program_directory(move_id text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT datamove.program_setting('chunk_directory', '/tmp') || '/datamove-' || move_id
$$;
COMMENT ON FUNCTION datamove.program_directory(text) IS 'The private directory of a move';

CREATE OR REPLACE FUNCTION datamove.program_archive() RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT regexp_replace(datamove.program_setting('jar', NULL), E'\\.jar$', '') || '.jsa'
$$;
COMMENT ON FUNCTION datamove.program_archive() IS 'The class-data archive that goes with the engine''s jar, if somebody has made it; another jar''s or another Java''s is ignored';

CREATE OR REPLACE FUNCTION datamove.program_java(arguments text) RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT datamove.shell_word(datamove.program_setting('java', 'java'))
    || ' -Xlog:disable -XX:SharedArchiveFile=' || datamove.shell_word(datamove.program_archive()) || ' '
    -- The thresholds keep the optimizing compiler for the loops that read a large file.
    || datamove.program_setting('java_options', '-XX:+UseSerialGC -Xms8m -Xmx256m -XX:Tier4InvocationThreshold=50000'
      ' -XX:Tier4MinInvocationThreshold=6000 -XX:Tier4CompileThreshold=150000')
    || ' -cp ' || datamove.shell_word(datamove.program_setting('jar', NULL))
    || ' org.datamove.host.program.Main ' || arguments
$$;
COMMENT ON FUNCTION datamove.program_java(text) IS 'The command that runs the engine''s jar';

CREATE OR REPLACE FUNCTION datamove.program_apart(command text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
  -- Not every shell can close a descriptor of two digits; one that cannot takes the number for a command.
  SELECT 's=sh; command -v bash > /dev/null && s=bash; command -v setsid > /dev/null && s="setsid $s"; $s -c '
    || datamove.shell_word(
      'w=-; if test "$BASH_VERSION" || (eval "exec 10>&-") 2> /dev/null; then w=; fi; '
      'set -- /proc/self/fd/*; test -e "$1" || set -- /dev/fd/*; test -e "$1" || set -- $(seq 3 255); '
      'for f; do f=${f##*/}; case $f in [3-9] | [1-9][0-9]*$w) eval "exec $f>&-" ;; esac; done; '
      || command)
$$;
COMMENT ON FUNCTION datamove.program_apart(text) IS 'A shell command as one that runs in a session of its own, without the files and connections that it inherits';

CREATE OR REPLACE FUNCTION datamove.program_archive_command() RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  -- Of the option that names an archive to use, Java allows none beside the one that makes it.
  SELECT replace(datamove.program_java('exercise'), '-XX:SharedArchiveFile=', '-XX:ArchiveClassesAtExit=')
$$;
COMMENT ON FUNCTION datamove.program_archive_command() IS 'The command that makes the class-data archive';

CREATE OR REPLACE FUNCTION datamove.program_make_archive() RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  archive text := datamove.program_archive();
BEGIN
  -- A process that uses the old one keeps it: it goes by removal, never by being written over.
  PERFORM datamove.program_run(format('{ rm -f %s; %s; } > /dev/null 2>&1; true',
    datamove.shell_word(archive), datamove.program_apart(datamove.program_archive_command())));
  RETURN datamove.program_exists(archive);
END
$$;
COMMENT ON FUNCTION datamove.program_make_archive() IS 'Makes the class-data archive beside the jar, if the server''s operating system user may; says whether there is one';

CREATE OR REPLACE FUNCTION datamove.program_send(destination text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  before text;
BEGIN
  -- By way of a setting, so that the content is in no statement's text, parameter or plan, which
  -- somebody could log; an assignment such as those of this setting is no statement.
  EXECUTE 'COPY (SELECT current_setting(''datamove.content'')) TO ' || destination;
  before := set_config('datamove.content', '', true);
END
$$;
COMMENT ON FUNCTION datamove.program_send(text) IS 'Sends the setting datamove.content, a line of text, to where COPY can: a file, or PROGRAM and a shell command';

CREATE OR REPLACE FUNCTION datamove.program_run(command text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- A signal for the backend reaches its group: what has begun, such as a removal, is done to its end.
  EXECUTE format('COPY (SELECT) TO PROGRAM %L', 'trap "" HUP INT QUIT TERM; cat > /dev/null; ' || command);
END
$$;
COMMENT ON FUNCTION datamove.program_run(text) IS 'Runs a shell command without input';

CREATE OR REPLACE FUNCTION datamove.program_encoding() RETURNS name
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  -- A text in SQL_ASCII is bytes, of which nobody can say that they are UTF-8.
  SELECT CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END
$$;
COMMENT ON FUNCTION datamove.program_encoding() IS 'The encoding in which the engine''s process reads and writes texts';

CREATE OR REPLACE FUNCTION datamove.program_write(directory text, file text, content text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  before text := set_config('datamove.content', translate(encode(convert_to(content, datamove.program_encoding()), 'base64'), E'\n', ''), true);
BEGIN
  PERFORM datamove.program_send(format('%L', directory || '/' || file));
END
$$;
COMMENT ON FUNCTION datamove.program_write(text, text, text) IS 'Writes a file of base64 text that ends with a line end, by which the reader knows that it is whole';

CREATE OR REPLACE FUNCTION datamove.program_exists(path text) RETURNS boolean
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT (pg_stat_file(path, true)).size IS NOT NULL
$$;
COMMENT ON FUNCTION datamove.program_exists(text) IS 'Whether a file or directory is there';

CREATE OR REPLACE FUNCTION datamove.program_read(path text) RETURNS text
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT convert_from(pg_read_binary_file(path), datamove.program_encoding())
$$;
COMMENT ON FUNCTION datamove.program_read(text) IS 'The text of a file of the engine''s';

CREATE OR REPLACE FUNCTION datamove.program_full(directory text) RETURNS json
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT json_build_object('do', 'failed', 'failure', json_build_object(
    'sqlstate', '53100',
    'message', format('could not write to chunk directory "%s": No space left on device', directory),
    'hint', 'Free some space; a move needs a few dozen megabytes there.'))
$$;
COMMENT ON FUNCTION datamove.program_full(text) IS 'The command of a process that could not even write that the disk is full';

CREATE OR REPLACE FUNCTION datamove.program_start(directory text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  word text := datamove.shell_word(directory);
  java text := datamove.program_java(encode(convert_to(directory, getdatabaseencoding()), 'hex') || ' ' || pg_backend_pid());
  -- Where the postmaster is process 1, it takes an orphan that ends by a signal, or with a status above 1, for
  -- a server process that crashed. The orphan is this shell: it hears no signal, and its status is 0. It has
  -- little memory, and Java offers itself to a system that runs out of it.
  keeper text := format('{ trap : HUP INT QUIT TERM ABRT ALRM BUS FPE ILL PIPE SEGV SYS TRAP USR1 USR2 VTALRM XCPU XFSZ; '
    '(trap "" HUP INT; { echo 1000 > /proc/self/oom_score_adj; } 2> /dev/null; export LC_MESSAGES=C; exec %2$s > %1$s/out 2>&1); '
    -- By its name alone where nothing can be written any more.
    's=$?; test $s = 28 && : > %1$s/full; echo $s > %1$s/exit; '
    'n=0; while test -d %1$s && kill -0 %3$s && test $n -lt 20; do sleep 0.1; n=$((n + 1)); done; '
    'kill -0 %3$s || rm -rf %1$s; exit 0; } &', word, java, pg_backend_pid());
  -- What ends the backend reaches its group: the request is written to its end all the same. Then signals are
  -- caught instead of ignored, because a program heeds none that was ignored when it was started.
  -- Where the disk is full it succeeds, and there is no directory.
  command text := format('trap "" HUP INT QUIT TERM; umask 077; '
    'if e=$({ export LC_ALL=C; mkdir %1$s && { cat > %1$s/request || { rm -rf %1$s; false; }; }; } 2>&1); '
    'then trap : HUP INT QUIT TERM; { %2$s; } < /dev/null > /dev/null 2>&1 || { rm -rf %1$s; false; }; '
    'else cat > /dev/null; case $e in *"No space left"* | *"quota exceeded"*) ;; *) echo "$e" >&2; false ;; esac; fi',
    word, datamove.program_apart(keeper));
BEGIN
  BEGIN
    PERFORM datamove.program_send(format('PROGRAM %L', command));
  EXCEPTION WHEN external_routine_exception THEN
    -- Its own message is the whole command.
    RAISE EXCEPTION 'could not write to chunk directory "%"', datamove.program_setting('chunk_directory', '/tmp')
      USING ERRCODE = 'UD005',
        DETAIL = 'The server log has what the shell said.',
        HINT = 'The database server''s operating system user must be able to create directories there. An administrator sets it in table datamove.setting.';
  END;
  IF NOT datamove.program_exists(directory) THEN
    PERFORM datamove.raise_failure(datamove.program_full(directory)::jsonb -> 'failure');
  END IF;
END
$$;
COMMENT ON FUNCTION datamove.program_start(text) IS 'Starts a process with the setting datamove.content as its first request; it makes the directory, and ends and removes it when the session has gone';
