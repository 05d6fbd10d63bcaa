package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Rejected rows are corrected and moved again by the role that they are of, and by nobody else. */
class SecurityRejectsIT {
  private static final String FIXED = "'2'";

  @TestFactory
  Stream<DynamicContainer> attacks() {
    return Stage.each(
        List.of(
            new Stage.Named("rejected rows of another role", SecurityRejectsIT::others),
            new Stage.Named("reload inside SECURITY DEFINER", SecurityRejectsIT::definer),
            new Stage.Named("a forged conversation", SecurityRejectsIT::forged),
            new Stage.Named("two sessions", SecurityRejectsIT::twoSessions),
            new Stage.Named("a snapshot of before", SecurityRejectsIT::snapshot),
            new Stage.Named("an undone reload", SecurityRejectsIT::undone),
            new Stage.Named("a corrected file", SecurityRejectsIT::correctedFile),
            new Stage.Named("an installation of before", SecurityRejectsIT::upgrade)));
  }

  /** Has a role move a file of a good and a bad row; gives the move's id. */
  private static String reject(Stage stage, Connection session, String table) throws SQLException {
    String in = Attack.directory(stage);
    Attack.shell(stage, "printf 'id\\n1\\nx\\n' > " + in + "/bad.csv");
    String id =
        Jdbc.value(
            session,
            "SELECT report ->> 'move_id' FROM datamove.move('%s/bad.csv', '%s', 'existing_schema', options => '{\"on_error\": \"reject\"}')"
                .formatted(in, table));
    Attack.shell(stage, "rm -r " + in);
    return id;
  }

  private static String correct(String move, String record) {
    return "SELECT datamove.correct_rejected('" + move + "', 2, " + record + ")";
  }

  private static String reload(String move) {
    return "SELECT rows_inserted FROM datamove.reload_rejected('" + move + "')";
  }

  private static void others(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer); GRANT ALL ON t TO guest");
    String move = reject(stage, stage.witness, "t");
    for (String call : List.of(correct(move, FIXED), reload(move))) {
      Refusal refusal = Refusal.of(guest, call);
      assertEquals("22023", refusal.state());
      assertEquals("there are no rejected rows of move \"" + move + "\"", refusal.message());
      assertEquals(
          "The rejected rows of your own moves are in datamove.rejected_row.", refusal.hint());
    }
    Jdbc.execute(guest, "SET datamove.caller = 'postgres'; SET datamove.role = '10'");
    assertEquals("22023", Refusal.of(guest, reload(move)).state());
    assertEquals("0", Jdbc.value(guest, "SELECT count(*) FROM datamove.rejected_move"));
    Attack.denied(guest, "DELETE FROM datamove.rejected_move");
    Attack.denied(
        guest,
        "SELECT datamove.fetch_rejected('{\"role\": 10, \"row\": 0, \"reloads\": \""
            + move
            + "\"}')");
    Attack.denied(
        guest,
        "SELECT datamove.correct_for_caller('{\"caller\": 10, \"row_number\": 2, \"record\": \"\","
            + " \"move_id\": \""
            + move
            + "\"}')");
    assertEquals("x\n", Jdbc.value(stage.witness, "SELECT record FROM datamove.rejected_row"));
    assertEquals("1", Jdbc.value(stage.witness, "SELECT count(*) FROM t"));
  }

  private static void definer(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer); GRANT ALL ON t TO guest");
    String move = reject(stage, stage.witness, "t");
    Jdbc.execute(
        guest,
        """
        CREATE FUNCTION reload(move uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          RETURN (SELECT rows_inserted FROM datamove.reload_rejected(move));
        END $$;
        CREATE FUNCTION correct(move uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          PERFORM datamove.correct_rejected(move, 2, '2');
        END $$;
        """);
    String lent = "SELECT public.%s('" + move + "')";
    assertEquals("22023", Refusal.of(stage.witness, lent.formatted("reload")).state());
    assertEquals("22023", Refusal.of(stage.witness, lent.formatted("correct")).state());
    Jdbc.execute(stage.witness, correct(move, FIXED));
    assertEquals("1", Jdbc.value(stage.witness, reload(move)));
  }

  private static void forged(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    Jdbc.execute(guest, "CREATE TABLE mine (id integer)");
    String move = reject(stage, stage.witness, "t");
    String request =
        "{\"task\": \"reload\", \"csv_path\": \"x\", \"options\": {}, \"rejected_by\": \""
            + move
            + "\", \"role\": 10, \"caller\": 10, \"session\": {\"caller\": \"10\"}}";
    Refusal refused = Refusal.of(guest, ask(guest, request));
    assertEquals("22023", refused.state());
    String asMove =
        request
            .replace("\"reload\"", "\"move\"")
            .replace(
                "\"role\"",
                "\"table_name\": \"mine\", \"move_type\": \"existing_schema\", \"dry_run\": false,"
                    + " \"primary_key_columns\": [], \"reload\": {\"move_id\": \""
                    + move
                    + "\", \"options\": {}, \"own\": {}}, \"role\"");
    String end = Jdbc.value(guest, ask(guest, asMove));
    assertEquals(true, end.contains("failed"), end);
    assertEquals("0", Jdbc.value(guest, "SELECT count(*) FROM mine"));
    assertEquals("x\n", Jdbc.value(stage.witness, "SELECT record FROM datamove.rejected_row"));
    guest.close(); // a conversation that nobody ends is over with its session
  }

  private static String ask(Connection guest, String request) throws SQLException {
    Attack.lastEvent(guest, "{\"task\": \"inspect\", \"csv_path\": \"/none\", \"options\": {}}");
    return "SELECT pg_temp.ask(" + Jdbc.literal(request) + ")";
  }

  private static void twoSessions(Stage stage) throws Exception {
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    String move = reject(stage, stage.witness, "t");
    Jdbc.execute(stage.witness, correct(move, FIXED));
    Connection other = stage.plainSession();
    Jdbc.execute(stage.witness, "BEGIN");
    assertEquals("1", Jdbc.value(stage.witness, reload(move)));
    for (String call : List.of(reload(move), correct(move, FIXED))) {
      Refusal refusal = Refusal.of(other, call);
      assertEquals("55P03", refusal.state());
      assertEquals(
          "another session corrects or moves the rejected rows of move \"" + move + "\"",
          refusal.message());
      assertEquals("Try again once its transaction has ended.", refusal.hint());
    }
    Jdbc.execute(stage.witness, "COMMIT");
    assertEquals("22023", Refusal.of(other, reload(move)).state());
    assertEquals("2", Jdbc.value(other, "SELECT count(*) FROM t"));
  }

  private static void snapshot(Stage stage) throws Exception {
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    String move = reject(stage, stage.witness, "t");
    Connection other = stage.plainSession();
    Jdbc.execute(other, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM datamove.rejected_row");
    assertEquals("0", Jdbc.value(stage.witness, reload(move)));
    assertEquals("40001", Refusal.of(other, reload(move)).state());
    Jdbc.execute(other, "ROLLBACK");
    Jdbc.execute(stage.witness, correct(move, FIXED));
    assertEquals("1", Jdbc.value(other, reload(move)));
  }

  private static void undone(Stage stage) throws Exception {
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    String move = reject(stage, stage.witness, "t");
    String state =
        "SELECT (SELECT string_agg(id::text, ',') FROM t) || ' ' || r::text || m::text"
            + " FROM datamove.rejected_row r, datamove.rejected_move m";
    Jdbc.execute(stage.witness, correct(move, FIXED));
    String before = Jdbc.value(stage.witness, state);
    Jdbc.execute(stage.witness, "BEGIN");
    assertEquals("1", Jdbc.value(stage.witness, reload(move)));
    Jdbc.execute(stage.witness, "ROLLBACK");
    assertEquals(before, Jdbc.value(stage.witness, state));
    Jdbc.execute(stage.witness, "ALTER TABLE t ADD CHECK (id > 2) NOT VALID");
    String strictly = reload(move).replace("')", "', '{\"on_error\": \"stop\"}')");
    assertEquals("23514", Refusal.of(stage.witness, strictly).state());
    Jdbc.execute(stage.witness, "ALTER TABLE t DROP CONSTRAINT t_id_check");
    assertEquals(before, Jdbc.value(stage.witness, state));
    assertEquals("1", Jdbc.value(stage.witness, reload(move)));
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.rejected_move"));
  }

  private static void correctedFile(Stage stage) throws Exception {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer); GRANT ALL ON t TO guest");
    Jdbc.execute(stage.witness, "CREATE TABLE elsewhere (id integer)");
    String move = reject(stage, stage.witness, "t");
    String lines = "SELECT string_agg(l, E'\\n') FROM datamove.rejected_file('" + move + "') l";
    assertEquals("22023", Refusal.of(guest, lines).state());
    String written = Jdbc.value(stage.witness, lines);
    assertEquals(
        "id,datamove_move_id,datamove_row_number,datamove_messages,datamove_record\nx,"
            + move
            + ",2,\"id: invalid input syntax for type integer: \"\"x\"\"\",",
        written);
    String in = Attack.directory(stage);
    Attack.shell(
        stage,
        "printf '"
            + written.replace("\nx,", "\n2,").replace("\n", "\\n")
            + "\\n' > "
            + in
            + "/corrected.csv");
    String load =
        "SELECT rows_inserted FROM datamove.move('"
            + in
            + "/corrected.csv', '%s', 'existing_schema', options => '{\"mode\": \"append\"}')";
    String left = "SELECT count(*) FROM datamove.rejected_row";
    assertEquals("1", Jdbc.value(guest, load.formatted("t")));
    assertEquals("1", Jdbc.value(stage.witness, load.formatted("elsewhere")));
    assertEquals("1", Jdbc.value(stage.witness, left));
    Jdbc.execute(stage.witness, "BEGIN");
    assertEquals("1", Jdbc.value(stage.witness, load.formatted("t")));
    assertEquals("0", Jdbc.value(stage.witness, left));
    Jdbc.execute(stage.witness, "ROLLBACK");
    Jdbc.execute(stage.witness, "ALTER TABLE t ADD CHECK (id <> 2) NOT VALID");
    assertEquals("23514", Refusal.of(stage.witness, load.formatted("t")).state());
    assertEquals("1", Jdbc.value(stage.witness, left));
    Jdbc.execute(stage.witness, "ALTER TABLE t DROP CONSTRAINT t_id_check");
    assertEquals("1", Jdbc.value(stage.witness, load.formatted("t")));
    assertEquals("0", Jdbc.value(stage.witness, left));
    assertEquals("0", Jdbc.value(stage.witness, "SELECT count(*) FROM datamove.rejected_move"));
    Attack.shell(stage, "rm -r " + in);
  }

  private static void upgrade(Stage stage) throws Exception {
    Jdbc.execute(stage.witness, "CREATE TABLE t (id integer)");
    String move = reject(stage, stage.witness, "t");
    Jdbc.execute(
        stage.witness,
        """
        DROP TABLE datamove.rejected_move CASCADE;
        ALTER TABLE datamove.rejected_row DROP role_name, DROP record_bytes, DROP findings, DROP options, DROP header,
          DROP original_record, DROP original_bytes, DROP reloaded_by, ALTER record SET NOT NULL;
        """);
    stage.installAgain();
    assertEquals(
        "2 x\n postgres [{\"code\": \"invalid_value\", \"hint\": null, \"value\": null, \"message\": \"invalid input"
            + " syntax for type integer: \\\"x\\\"\", \"sqlstate\": null, \"column_name\": \"id\"}]",
        Jdbc.value(
            stage.witness,
            "SELECT concat_ws(' ', row_number, record, role_name, findings) FROM datamove.rejected_row"));
    Refusal refusal = Refusal.of(stage.witness, reload(move));
    assertEquals("55000", refusal.state());
    assertEquals(
        "an earlier version of datamove has rejected the rows of move \"" + move + "\"",
        refusal.message());
    assertEquals("It has not kept how their file is written.", refusal.detail());
    assertEquals(
        "Move them from a file, and remove them with datamove.clear_rejected.", refusal.hint());
    assertEquals("1", Jdbc.value(stage.witness, "SELECT datamove.clear_rejected()"));
    assertEquals("0", Jdbc.value(stage.witness, reload(reject(stage, stage.witness, "t"))));
  }
}
