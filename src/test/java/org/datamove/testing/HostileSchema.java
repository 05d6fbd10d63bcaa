package org.datamove.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The schema {@code trap}, which has a namesake of every function, operator, type and relation of
 * pg_catalog's. What of it is run leaves a lock behind ({@code hostile/trap.sql}).
 */
public final class HostileSchema {
  /** Puts it before pg_catalog. */
  public static final String IN_FRONT = "SET search_path = trap, pg_catalog, public";

  private static final String SPRUNG =
      """
      SELECT string_agg(CASE
        WHEN l.objsubid = 1 THEN 'a function of "any" or of an internal type'
        WHEN l.classid = 1 THEN l.objid::regprocedure::text
        WHEN l.classid = 2 THEN l.objid::regoperator::text
        WHEN l.classid = 3 THEN l.objid::regtype::text
        ELSE l.objid::regclass::text END, ', ')
      FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = %s
      """;

  private final Connection witness;

  private HostileSchema(Connection witness) {
    this.witness = witness;
  }

  /**
   * Makes it.
   *
   * @param witness a superuser's session, which keeps looking
   */
  public static HostileSchema by(Connection witness) throws SQLException, IOException {
    Jdbc.execute(witness, script("trap.sql"));
    return new HostileSchema(witness);
  }

  /** A script of the directory {@code hostile}. */
  public static String script(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/hostile", name));
  }

  /**
   * What a session has run of it since it was asked for the last time.
   *
   * @return the namesakes in pg_catalog, or null where it has run nothing
   */
  public String sprung(Connection session) throws SQLException {
    String pid = Jdbc.value(session, "SELECT pg_catalog.pg_backend_pid()");
    String sprung = Jdbc.value(witness, SPRUNG.formatted(pid));
    Jdbc.execute(session, "SELECT pg_catalog.pg_advisory_unlock_all()");
    return sprung;
  }
}
