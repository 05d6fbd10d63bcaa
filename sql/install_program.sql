-- The part of install.sql that is engine program's: where Java and the jar are.

DO $check$
DECLARE
  jar text := current_setting('datamove.install_jar');
BEGIN
  IF jar = '' THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = 'variable "jar" is not set',
      HINT = 'Run psql with -v jar=/absolute/path/datamove-server.jar.';
  END IF;
  IF jar !~ '^/' THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('jar "%s" is not an absolute path', jar),
      HINT = 'Give the path as the server''s machine has it; the jar must stay there.';
  END IF;
END
$check$;

\ir check_jar.sql

DO $setting$
BEGIN
  INSERT INTO datamove.setting AS s (name, value)
  VALUES ('jar', current_setting('datamove.install_jar')), ('java', current_setting('datamove.install_java'))
  ON CONFLICT (name) DO UPDATE SET value = excluded.value;
END
$setting$;
