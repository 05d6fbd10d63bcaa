package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** What a long move says of itself while it runs, and that nothing of it stays. */
class ProgressIT {
  private static final String OWN = "datamove tests";

  /** Long enough to be seen at work: this delimiter is read by the slower reader. */
  private static final String LONG_PLAN =
      "SELECT 'a||b||c' UNION ALL SELECT format('%s||%s||text', i, i * 0.25)"
          + " FROM generate_series(1, 2000000) i";

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("notices while loading", ProgressIT::noticesWhileLoading),
            new Stage.Named("notices while planning", ProgressIT::noticesWhilePlanning),
            new Stage.Named("notices without the right to copy", ProgressIT::noticesOfBatches),
            new Stage.Named("silent when switched off or short", ProgressIT::silent),
            new Stage.Named("application_name is seen by others", ProgressIT::seenByOthers),
            new Stage.Named("application_name after success", ProgressIT::afterSuccess),
            new Stage.Named("application_name after an error", ProgressIT::afterError),
            new Stage.Named("application_name after a cancel", ProgressIT::afterCancel)));
  }

  private static String move(Stage stage, String options) {
    StringBuilder csv = new StringBuilder("id\n");
    for (int i = 1; i <= 3000; i++) {
      csv.append(i).append('\n');
    }
    return """
        SELECT rows_processed FROM datamove.move(
          %s, 'tä', 'existing_schema', batch_size => 1000, options => '%s')
        """
        .formatted(Jdbc.literal(stage.file(csv.toString())), options);
  }

  /** Each row goes by a trigger, which may look around. */
  private static Connection prepare(Stage stage, String inTrigger) throws SQLException {
    Jdbc.execute(
        stage.witness,
        """
        CREATE TABLE tä (id integer CHECK (id <> 0));
        CREATE TABLE seen (id integer, name text);
        GRANT ALL ON tä, seen TO loader, guest;
        CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql
        AS $$BEGIN %s RETURN NEW; END$$;
        CREATE TRIGGER look BEFORE INSERT ON tä FOR EACH ROW EXECUTE FUNCTION look();
        """
            .formatted(inTrigger));
    return stage.session();
  }

  private static List<String> notices(Connection session, String sql) throws SQLException {
    List<String> notices = new ArrayList<>();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        notices.add(w.getMessage());
      }
    }
    return notices;
  }

  private static String name(Connection session) throws SQLException {
    return Jdbc.value(session, "SHOW application_name");
  }

  private static void noticesWhileLoading(Stage stage) throws Exception {
    Connection session = prepare(stage, "");
    List<String> notices = notices(session, move(stage, "{\"progress\": 0}"));
    assertEquals(
        List.of(
            "loading table \"public.tä\": 1000 rows, 14 kB of 14 kB (100%), N rows/s",
            "loading table \"public.tä\": 2000 rows, 14 kB of 14 kB (100%), N rows/s",
            "loading table \"public.tä\": 3000 rows, 14 kB of 14 kB (100%), N rows/s"),
        notices.stream()
            .filter(notice -> !notice.startsWith("reading"))
            .map(notice -> notice.replaceAll("\\d+ rows/s", "N rows/s"))
            .toList());
  }

  private static void noticesWhilePlanning(Stage stage) throws Exception {
    String file = stage.large("progress", LONG_PLAN);
    List<String> notices =
        notices(
            stage.session(),
            "SELECT count(*) FROM datamove.inspect('%s', '{\"delimiter\": \"||\", \"progress\": 0}')"
                .formatted(file));
    assertTrue(!notices.isEmpty(), "the file is too short for this machine");
    long before = 0;
    for (String notice : notices) {
      assertTrue(
          notice.matches(
              "reading \""
                  + file
                  + "\": \\d+ rows?, \\d+ (bytes|kB|MB) of \\d+ MB \\(\\d+%\\), \\d+ rows/s"
                  + "(, (\\d+ min )?\\d+ s left)?"),
          notice);
      long rows = Long.parseLong(notice.replaceAll("^.*\": (\\d+) rows?, .*", "$1"));
      assertTrue(rows >= before, () -> "backwards: " + notices);
      before = rows;
    }
  }

  private static void noticesOfBatches(Stage stage) throws Exception {
    Connection session = prepare(stage, "");
    Jdbc.execute(stage.witness, "ALTER TABLE tä ENABLE ROW LEVEL SECURITY");
    Jdbc.execute(stage.witness, "CREATE POLICY everything ON tä USING (true)");
    Jdbc.execute(session, "SET ROLE loader");
    String sql = move(stage, "{\"progress\": 0, \"mode\": \"append\"}");
    assertEquals(3, notices(session, sql).stream().filter(n -> n.startsWith("loading")).count());
  }

  private static void silent(Stage stage) throws Exception {
    Connection session =
        prepare(stage, "INSERT INTO seen VALUES (NEW.id, current_setting('application_name'));");
    for (String options : List.of("{\"progress\": \"off\"}", "{}", "{\"progress\": null}")) {
      assertEquals(List.of(), notices(session, move(stage, options)), options);
    }
    assertEquals(OWN, Jdbc.value(session, "SELECT string_agg(DISTINCT name, ';') FROM seen"));
  }

  private static void seenByOthers(Stage stage) throws Exception {
    Connection session =
        prepare(
            stage,
            """
            IF NEW.id = 2001 THEN
              PERFORM pg_advisory_xact_lock(1);
            END IF;
            """);
    Jdbc.execute(stage.witness, "SELECT pg_advisory_lock(1)");
    String pid = Stage.pid(session);
    Pending move = stage.start(session, move(stage, "{\"progress\": 0}"));
    stage.awaitLockWait(pid);
    assertEquals(
        "datamove: 100%, 2000 rows, loading table \"public.t?\"",
        stage.ask(pid, "SELECT application_name FROM pg_stat_activity WHERE pid = $pid"));
    Jdbc.execute(stage.witness, "SELECT pg_advisory_unlock(1)");
    assertEquals("3000", move.result());
    assertEquals(OWN, name(session));
    assertEquals(
        OWN, stage.ask(pid, "SELECT application_name FROM pg_stat_activity WHERE pid = $pid"));
  }

  private static void afterSuccess(Stage stage) throws Exception {
    Connection session = prepare(stage, "");
    Jdbc.execute(session, "SET application_name = 'mine'");
    Jdbc.execute(session, "BEGIN");
    Jdbc.value(session, move(stage, "{\"progress\": 0}"));
    assertEquals("mine", name(session));
    Jdbc.execute(session, "ROLLBACK");
    assertEquals("mine", name(session));
    Jdbc.execute(session, "BEGIN; SET LOCAL application_name = 'for now'");
    Jdbc.value(session, move(stage, "{\"progress\": 0}"));
    assertEquals("for now", name(session));
    Jdbc.execute(session, "COMMIT");
    assertEquals("mine", name(session));
    Jdbc.execute(session, "BEGIN");
    Jdbc.value(session, move(stage, "{\"progress\": 0}"));
    Jdbc.execute(session, "SET application_name = 'another'; COMMIT");
    assertEquals("another", name(session));
  }

  private static void afterError(Stage stage) throws Exception {
    Connection session = prepare(stage, "IF NEW.id = 2001 THEN NEW.id = 0; END IF;");
    assertEquals("23514", Refusal.of(session, move(stage, "{\"progress\": 0}")).state());
    assertEquals(OWN, name(session));
    Jdbc.execute(session, "BEGIN; SAVEPOINT before; SET LOCAL application_name = 'for now'");
    assertEquals("23514", Refusal.of(session, move(stage, "{\"progress\": 0}")).state());
    Jdbc.execute(session, "ROLLBACK TO before");
    assertEquals(OWN, name(session));
    Jdbc.execute(session, "SET LOCAL application_name = 'for now'");
    Jdbc.execute(
        session,
        "DO $do$ BEGIN PERFORM r FROM (%s) r; EXCEPTION WHEN check_violation THEN END $do$"
            .formatted(move(stage, "{\"progress\": 0}")));
    assertEquals("for now", name(session));
    Jdbc.execute(session, "ROLLBACK");
    assertEquals(OWN, name(session));
  }

  private static void afterCancel(Stage stage) throws Exception {
    Connection session = prepare(stage, "IF NEW.id > 2000 THEN PERFORM pg_sleep(0.1); END IF;");
    String pid = Stage.pid(session);
    Pending move = stage.start(session, move(stage, "{\"progress\": 0}"));
    Stage.await(
        "progress",
        () ->
            stage
                .ask(pid, "SELECT application_name FROM pg_stat_activity WHERE pid = $pid")
                .startsWith("datamove: 100%, 2000 rows"));
    assertEquals("t", stage.ask(pid, "SELECT pg_cancel_backend($pid)"));
    assertEquals("57014", move.refusal().state());
    assertEquals(OWN, name(session));
  }
}
