package org.datamove.it;

import java.io.IOException;
import java.nio.file.Files;
import org.datamove.testing.Project;

/** SQL for the roles that move over JDBC, and for what they own. */
final class JdbcRoles {
  /**
   * What a database needs besides: the role, and for the rows that the host is told to put aside
   * what cases look for.
   */
  private static final String PREPARATION =
      """
      DO $$
      BEGIN
        IF to_regrole('client') IS NULL THEN
          CREATE ROLE client;
          CREATE ROLE mover IN ROLE client;
        END IF;
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %%I FROM PUBLIC', current_database());
        EXECUTE format('GRANT TEMPORARY ON DATABASE %%I TO mover', current_database());
        EXECUTE format('GRANT TEMPORARY ON DATABASE %%I TO loader, guest, stranger', current_database());
      END
      $$;
      CREATE SCHEMA datamove;
      GRANT USAGE ON SCHEMA datamove TO PUBLIC;
      %s
      GRANT SELECT ON datamove.rejected_row TO PUBLIC;
      CREATE FUNCTION datamove.clear_rejected() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS $$
        WITH cleared AS (DELETE FROM datamove.rejected_row RETURNING 1) SELECT count(*) FROM cleared
      $$;
      """;

  /** All that superusers and moves have made for a case becomes the role's. */
  static final String ADOPTION =
      """
      DO $adoption$
      DECLARE
        own_role text := current_setting('session_replication_role');
        command text;
      BEGIN
        SET LOCAL session_replication_role = replica;
        FOR command IN
          WITH cases AS (
            SELECT n.oid, n.nspname, n.nspowner FROM pg_namespace n
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'public', 'datamove', 'the extensions')
              AND n.nspname !~ '^pg_t' OR n.oid = pg_my_temp_schema()
          ), makers AS (
            SELECT r.oid FROM pg_roles r WHERE r.rolname IN ('postgres', 'mover')
          )
          SELECT format('ALTER SCHEMA %I OWNER TO client', n.nspname) FROM cases n
          WHERE n.nspowner IN (SELECT oid FROM makers) AND n.nspname !~ '^pg_'
          UNION ALL
          SELECT format('ALTER TABLE %s OWNER TO client', c.oid::regclass) FROM pg_class c
          WHERE c.relnamespace IN (SELECT oid FROM cases) AND c.relowner IN (SELECT oid FROM makers)
            AND (c.relkind IN ('r', 'p', 'v', 'm', 'f') OR c.relkind = 'S' AND NOT EXISTS (
              SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                AND d.deptype IN ('a', 'i')))
          UNION ALL
          SELECT format('ALTER ROUTINE %s OWNER TO client', p.oid::regprocedure) FROM pg_proc p
          WHERE p.pronamespace IN (SELECT oid FROM cases) AND p.proowner IN (SELECT oid FROM makers)
            AND p.prorettype <> 'event_trigger'::regtype
          UNION ALL
          SELECT format('ALTER TYPE %s OWNER TO client', t.oid::regtype) FROM pg_type t
          LEFT JOIN pg_class c ON c.oid = t.typrelid
          WHERE t.typnamespace IN (SELECT oid FROM cases) AND t.typowner IN (SELECT oid FROM makers)
            AND (t.typtype IN ('d', 'e', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
        LOOP
          EXECUTE command;
        END LOOP;
        PERFORM set_config('session_replication_role', own_role, true);
      END
      $adoption$
      """;

  private JdbcRoles() {}

  /** That, with the table as an installation makes it. */
  static String preparation() throws IOException {
    String script = Files.readString(Project.root().resolve("sql/rejects.sql"));
    int table = script.indexOf("CREATE TABLE");
    return PREPARATION.formatted(script.substring(table, script.indexOf(";", table) + 1));
  }
}
