-- Refuses a file that is not the server jar. The build makes another one, without the libraries, which
-- would be found out only by whatever needs one of them.

DO $check$
DECLARE
  path text := current_setting('datamove.install_jar');
  jar bytea := pg_read_binary_file(path);
BEGIN
  IF substring(jar FROM 1 FOR 4) IS DISTINCT FROM '\x504b0304'::bytea THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('file "%s" is not a jar', path);
  END IF;
  -- A jar has the names of its entries as they are.
  IF position('org/datamove/host/pljava/Functions.class'::bytea IN jar) = 0
    OR position('com/grack/nanojson/JsonParser.class'::bytea IN jar) = 0
  THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('file "%s" is not the server jar of datamove', path),
      HINT = 'The build makes it as target/datamove-server.jar.';
  END IF;
END
$check$;
