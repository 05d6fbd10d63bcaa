package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import org.datamove.testing.Jdbc;

/** What attacks of an ordinary role have in common. */
final class Attack {
  /** The SQLSTATE of insufficient_privilege. */
  static final String DENIED = "42501";

  private Attack() {}

  /** A session of {@code guest}, who may create tables and read the files of one directory. */
  static Connection guest(Stage stage) throws SQLException {
    Jdbc.execute(
        stage.witness,
        "GRANT CREATE ON SCHEMA public TO guest;"
            + " GRANT CREATE ON DATABASE %s TO guest".formatted(database(stage)));
    Jdbc.execute(
        stage.witness, "SELECT datamove.allow_source('" + directory(stage) + "', 'guest')");
    Connection session = stage.plainSession();
    Jdbc.execute(session, "SET SESSION AUTHORIZATION guest");
    return session;
  }

  static String database(Stage stage) throws SQLException {
    return Jdbc.value(stage.witness, "SELECT current_database()");
  }

  /** A directory with a file {@code a.csv}, made by the server's own user. */
  static String directory(Stage stage) throws SQLException {
    String path = stage.writablePath().replaceAll("/[^/]*$", "/security_" + database(stage));
    shell(stage, "mkdir -p " + path + " && printf 'id\\n1\\n2\\n' > " + path + "/a.csv");
    return path;
  }

  static void shell(Stage stage, String command) throws SQLException {
    Jdbc.execute(
        stage.witness, "COPY (SELECT 1) TO PROGRAM " + Jdbc.literal("cat > /dev/null; " + command));
  }

  static String inspect(String path) {
    return "SELECT name FROM datamove.inspect(" + Jdbc.literal(path) + ")";
  }

  static Refusal denied(Connection session, String sql) {
    Refusal refusal = Refusal.of(session, sql);
    assertEquals(DENIED, refusal.state(), () -> sql + ": " + refusal);
    return refusal;
  }

  /** What a request that goes straight to the gate ends in. */
  static String lastEvent(Connection session, String request) throws SQLException {
    Jdbc.execute(
        session,
        """
        CREATE OR REPLACE FUNCTION pg_temp.ask(request jsonb) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE
          id uuid := gen_random_uuid();
          command json;
          answer text;
        BEGIN
          PERFORM datamove.engine_begin(id, request);
          LOOP
            command := datamove.engine_next(id, answer);
            EXIT WHEN command ->> 'do' IN ('done', 'failed');
            answer := CASE command ->> 'begin' WHEN 'true' THEN datamove.run_block(id, command)
              ELSE datamove.run_command(command) END;
          END LOOP;
          PERFORM datamove.engine_close(id);
          RETURN command;
        END
        $$
        """);
    return Jdbc.value(session, "SELECT pg_temp.ask(" + Jdbc.literal(request) + ")");
  }
}
