-- Says what is wrong with the settings that engine pljava depends on; changes nothing. The end of
-- install.sql; a superuser can run it by itself at any time.

\set QUIET on
SET client_min_messages = error;
DO $start$
BEGIN
  PERFORM datamove.start_java(); -- what it lacks is told below
END
$start$;

SET client_min_messages = notice;
DO $check$
DECLARE
  java jsonb := datamove.java_check();
  problems int := 0;
  text_of_missing text;
  text_of_undue text;
  text_of_any text;
  users_of_java text;
BEGIN
  IF java IS NULL THEN
    RAISE WARNING USING MESSAGE = 'the security policy of datamove is not active',
      DETAIL = 'The jar may not make its classes, so that no file can be moved.',
      HINT = format('Add deploy-descriptor/datamove.policy to pljava.policy_urls, which is %s, and'
        ' reconnect.', current_setting('pljava.policy_urls'));
    RAISE INFO 'datamove installed: engine pljava, warnings: 1';
    RETURN;
  END IF;
  SELECT string_agg(p.value, '; ' ORDER BY p.ordinality) INTO text_of_missing
  FROM jsonb_array_elements_text(java -> 'missing') WITH ORDINALITY p;
  SELECT string_agg(p.value, '; ' ORDER BY p.ordinality) INTO text_of_undue
  FROM jsonb_array_elements_text(java -> 'undue') WITH ORDINALITY p;
  SELECT string_agg(p.value, '; ' ORDER BY p.ordinality) INTO text_of_any
  FROM jsonb_array_elements_text(java -> 'in_any_language') WITH ORDINALITY p;
  SELECT string_agg(DISTINCT coalesce(quote_ident(r.rolname), 'PUBLIC'), ', ') INTO users_of_java
  FROM pg_language l CROSS JOIN aclexplode(l.lanacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
  WHERE l.lanpltrusted AND l.lanplcallfoid IN (SELECT j.lanplcallfoid FROM pg_language j WHERE j.lanname = 'java')
    AND NOT coalesce(r.rolsuper, false);

  IF NOT (java ->> 'enforced')::boolean THEN
    problems := problems + 1;
    RAISE WARNING USING MESSAGE = 'no security policy is in force for Java',
      DETAIL = format('Java %s runs without one: whoever has USAGE on language "java" may do all that the'
        ' server''s operating system user may.%s', java ->> 'java',
        format(' These have it: %s.', users_of_java)),
      HINT = 'Java 17 enforces a policy. Java 18 to 23 do with -Djava.security.manager=allow in'
        ' pljava.vmoptions; later ones cannot: there pljava.allow_unenforced lets whoever has USAGE on'
        ' language java do what the server''s operating system user may do.';
  END IF;
  IF text_of_missing IS NOT NULL THEN
    problems := problems + 1;
    RAISE WARNING USING MESSAGE = 'the security policy of datamove is not active',
      DETAIL = format('The jar lacks: %s.', text_of_missing),
      HINT = format('Add deploy-descriptor/datamove.policy to pljava.policy_urls, which is %s, and'
        ' reconnect.', current_setting('pljava.policy_urls'));
  END IF;
  IF text_of_undue IS NOT NULL THEN
    problems := problems + 1;
    RAISE WARNING USING MESSAGE = 'the security policy lets datamove do more than it needs',
      DETAIL = format('The jar has: %s.', text_of_undue),
      HINT = format('Look for a grant to all code, to javau or to "sqlj:datamove" in the files of'
        ' pljava.policy_urls, which is %s.', current_setting('pljava.policy_urls'));
  END IF;
  IF text_of_any IS NOT NULL AND text_of_undue IS NULL THEN
    problems := problems + 1;
    RAISE WARNING USING MESSAGE = 'the security policy gives the jar of datamove its rights in language "java" too',
      DETAIL = format('Whoever has USAGE on that language has through the jar: %s.', text_of_any),
      HINT = format('Put the datamove.policy of this version in the place of an older one: its grant names a principal.'
        ' The policy files are those of pljava.policy_urls, which is %s.', current_setting('pljava.policy_urls'));
  END IF;
  IF current_setting('pljava.vmoptions') !~ '-XX:ThreadStackSize'
    AND coalesce(pg_size_bytes(regexp_replace(substring(current_setting('pljava.vmoptions') FROM '-Xss(\d+[kmgKMG]?)'),
      '([kmgKMG])$', '\1B')), 0) <= pg_size_bytes(current_setting('max_stack_depth'))
  THEN
    problems := problems + 1;
    RAISE WARNING USING MESSAGE = 'pljava.vmoptions leaves Java a stack smaller than max_stack_depth',
      DETAIL = 'Whatever is nested deeply, such as a text that is cast to jsonb, crashes the server in a session with a JVM.',
      HINT = 'Add -Xss8m to pljava.vmoptions.';
  END IF;
  IF current_setting('pljava.vmoptions') !~ '-Xmx|-XX:(MaxHeapSize|MaxRAM)' THEN
    RAISE NOTICE USING MESSAGE = 'pljava.vmoptions sets no bound for the Java heap',
      DETAIL = format('Each session that uses datamove may grow to %s.',
        pg_size_pretty((java ->> 'max_heap_bytes')::bigint)),
      HINT = 'Add -Xmx256m to pljava.vmoptions.';
  END IF;
  IF current_setting('client_connection_check_interval', true) IN ('0', '0ms') THEN
    RAISE NOTICE USING MESSAGE = 'client_connection_check_interval is off',
      DETAIL = 'A move that waits for a lock hears a cancel only when it gets the lock.',
      HINT = 'Set client_connection_check_interval = 500ms in postgresql.conf.';
  END IF;
  RAISE INFO USING MESSAGE = format('datamove %s installed: engine pljava, Java %s%s',
    java ->> 'version', java ->> 'java',
    CASE WHEN problems > 0 THEN format(', warnings: %s', problems) ELSE '' END);
END
$check$;
RESET client_min_messages;
