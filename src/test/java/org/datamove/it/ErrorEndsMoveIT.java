package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * An operator's intervention and an internal error end a move at once: nothing is tried again, no
 * row is sought, and a rehearsal makes no finding of it. Where an internal error comes from is told
 * all the same.
 */
class ErrorEndsMoveIT {
  private static final String TABLES =
      """
      CREATE SEQUENCE tries;
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- What a sequence counts is not undone.
        PERFORM nextval('tries');
        RAISE EXCEPTION 'raised' USING ERRCODE = current_setting('test.state');
      END $$;
      CREATE TABLE fussy (id integer PRIMARY KEY);
      CREATE TABLE listed (id integer PRIMARY KEY, other inet);
      CREATE TRIGGER refuse AFTER INSERT ON fussy FOR EACH ROW WHEN (NEW.id = 2)
        EXECUTE FUNCTION refuse();
      CREATE TRIGGER refuse AFTER INSERT ON listed FOR EACH ROW WHEN (NEW.id = 2)
        EXECUTE FUNCTION refuse();
      GRANT ALL ON fussy, listed TO guest;
      GRANT ALL ON tries TO guest;
      """;

  private static final List<String> STATES =
      List.of("57014", "57P01", "57P03", "57000", "XX000", "XX001", "XX002");

  @TestFactory
  Stream<DynamicContainer> classes() {
    return Stage.each(
        List.of(
            new Stage.Named("copied", s -> ends(s, s.plainSession(), "append", "id\n1\n2\n")),
            new Stage.Named("staged", s -> ends(s, Attack.guest(s), "append", "id\n1\n2\n")),
            new Stage.Named(
                "in batches",
                s -> ends(s, Attack.guest(s), "append", "id,other\n1,10.0.0.1\n2,10.0.0.2\n")),
            new Stage.Named(
                "through a staging table",
                s -> ends(s, s.plainSession(), "upsert", "id\n1\n2\n"))));
  }

  private static void ends(Stage stage, Connection session, String mode, String content)
      throws SQLException {
    Jdbc.execute(stage.witness, TABLES);
    String path = stage.file(content);
    String table = content.startsWith("id,") ? "listed" : "fussy";
    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('%s', 'guest')".formatted(path));
    for (String state : STATES) {
      Jdbc.execute(session, "SET test.state = '" + state + "'");
      for (boolean rehearsed : new boolean[] {false, true}) {
        String before = Jdbc.value(stage.witness, "SELECT nextval('tries')");
        ErrorFields error =
            ErrorFields.of(
                session,
                "SELECT * FROM datamove.move('%s', '%s', 'existing_schema', dry_run => %s,"
                        .formatted(path, table, rehearsed)
                    + " options => '{\"mode\": \"%s\", \"rehearse\": true}')".formatted(mode));
        String what = state + (rehearsed ? " rehearsed" : "") + ": " + error;
        assertEquals(state, error.state(), what);
        assertEquals("raised", error.message(), what);
        // After an intervention nothing is waited for, not even for the engine's words.
        assertEquals(
            state.startsWith("57") ? null : "Context: PL/pgSQL function refuse() line 5 at RAISE",
            error.detail(),
            what);
        assertEquals(
            Long.parseLong(before) + 2,
            Long.parseLong(Jdbc.value(stage.witness, "SELECT nextval('tries')")),
            what);
      }
    }
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM " + table));
    Jdbc.execute(session, "SET test.state = 'P0001'");
    assertEquals(
        "P0001",
        Refusal.of(
                session,
                "SELECT * FROM datamove.move('%s', '%s', 'existing_schema', options => '{\"mode\": \"%s\"}')"
                    .formatted(path, table, mode))
            .state());
  }
}
