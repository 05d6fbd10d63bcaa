package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Names of files beyond ASCII, in databases with the locale C: what COPY calls a file datamove
 * calls it too.
 */
class FileNamesIT {
  /** An encoding, with names that it has, and one that is no text in it, as printf writes it. */
  private record Sample(String encoding, List<String> names, String bytes, String shown) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "UTF8",
              List.of("größe.csv", "日本.csv", "a😀.csv", "e\u0301.csv", "plain.csv", "[ü].csv"),
              "bad\\377\\303.csv",
              "bad\\xff\\xc3.csv"),
          new Sample("LATIN1", List.of("größe.csv", "plain.csv"), null, null),
          new Sample("WIN1252", List.of("größe €.csv"), "bad\\201.csv", "bad\\x81.csv"),
          new Sample("EUC_JP", List.of("日本.csv"), "bad\\377\\264.csv", "bad\\xff\\xb4.csv"),
          new Sample(
              "SQL_ASCII",
              List.of("größe.csv", "日本.csv", "a😀’\u0085.csv", "plain.csv"),
              "bad\\377\\303.csv",
              "bad\\xff\\xc3.csv"));

  @TestFactory
  Stream<DynamicTest> encodings() {
    return Installations.all().stream()
        .flatMap(
            installation ->
                SAMPLES.stream()
                    .map(
                        sample ->
                            DynamicTest.dynamicTest(
                                sample.encoding() + ", " + installation,
                                () -> check(installation, sample))));
  }

  private static void check(Installation installation, Sample sample) throws Exception {
    try (TestDatabase database = installation.newDatabase(sample.encoding())) {
      Connection session = database.connect();
      String base = Jdbc.value(session, "SHOW data_directory") + "/names_" + database.name();
      String first = sample.names().get(0).replace(".csv", "");
      run(session, "mkdir -p '" + base + "/" + first + "' '" + base + "/guarded'");
      for (String in : List.of(base, base + "/" + first)) {
        moves(session, sample, in);
      }
      if (sample.bytes() != null) {
        bytes(session, sample, base);
      }
      guarded(session, database, sample, base + "/" + first);
      chunkDirectory(session, base, first);
      run(session, "rm -r '" + base + "'");
    }
  }

  private static void run(Connection session, String command) throws SQLException {
    Jdbc.execute(
        session, "COPY (SELECT 1) TO PROGRAM " + Jdbc.literal("cat > /dev/null; " + command));
  }

  private static String value(Connection session, String sql, String path) throws SQLException {
    return Jdbc.value(session, sql.replace("$1", Jdbc.literal(path)));
  }

  private static void execute(Connection session, String sql, String path) throws SQLException {
    Jdbc.execute(session, sql.replace("$1", Jdbc.literal(path)));
  }

  /** Written by COPY under its name, a file is read by datamove under the same. */
  private static void moves(Connection session, Sample sample, String in) throws SQLException {
    for (String name : sample.names()) {
      String path = in + "/" + name;
      execute(session, "COPY (SELECT 7 AS id) TO $1 (FORMAT csv, HEADER)", path);
      assertEquals("id", value(session, "SELECT name FROM datamove.inspect($1)", path));
      assertEquals(
          "1",
          value(session, "SELECT rows_processed FROM datamove.move($1, 't', 'new_schema')", path));
    }
    List<String> found = new ArrayList<>(sample.names());
    found.sort(null);
    assertEquals(
        String.join("|", found.stream().map(name -> in + "/" + name).toList()),
        value(
            session,
            "SELECT string_agg(f #>> '{}', '|') FROM datamove.move($1, 't', 'new_schema'),"
                + " jsonb_path_query(report, '$.source.files[*].path') AS f",
            in + "/*.csv"));
    String any = sample.names().get(0).replace("größe", "gr??e").replace("日本", "??");
    assertEquals(
        "1",
        value(
            session,
            "SELECT rows_processed FROM datamove.move($1, 't', 'new_schema')",
            in + "/" + any));
  }

  /** A name that is no text is found by a pattern, and shown with its bytes. */
  private static void bytes(Connection session, Sample sample, String in) throws SQLException {
    run(session, "cd '" + in + "' && printf 'id\\n1\\n' > \"$(printf '" + sample.bytes() + "')\"");
    int files = sample.names().size() + 1;
    assertEquals(
        Integer.toString(files),
        value(
            session,
            "SELECT rows_processed FROM datamove.move($1, 't', 'new_schema')",
            in + "/*.csv"));
    assertEquals(
        in + "/" + sample.shown(),
        value(
            session,
            "SELECT report #>> '{source,files,0,path}' FROM datamove.move($1, 't', 'new_schema')",
            in + "/bad*.csv"));
    run(
        session,
        "cd '" + in + "' && printf 'id,x\\n1\\n' > \"$(printf '" + sample.bytes() + "')\"");
    Refusal refusal =
        Refusal.of(
            session, "SELECT * FROM datamove.move(" + Jdbc.literal(in + "/bad*.csv") + ", 'n')");
    assertTrue(refusal.detail().contains(in + "/" + sample.shown()), refusal.toString());
    run(session, "cd '" + in + "' && rm bad*");
  }

  /** A prefix beyond ASCII covers what is below it, and nothing else. */
  private static void guarded(Connection session, TestDatabase database, Sample sample, String in)
      throws SQLException {
    value(session, "SELECT datamove.allow_source($1, 'guest')", in);
    run(session, "cd '" + in + "/..' && ln -s \"$(basename '" + in + "')\" guarded/link");
    value(session, "SELECT datamove.allow_source($1, 'guest')", in + "/../guarded/link");
    Jdbc.execute(session, "GRANT CREATE ON DATABASE %s TO guest".formatted(database.name()));
    try (Connection guest = database.connect()) {
      Jdbc.execute(guest, "SET SESSION AUTHORIZATION guest");
      for (String name : sample.names()) {
        assertEquals("id", value(guest, "SELECT name FROM datamove.inspect($1)", in + "/" + name));
        Attack.denied(guest, Attack.inspect(in + "/../" + name));
        Attack.denied(guest, Attack.inspect(in + name));
      }
      assertEquals("id", value(guest, "SELECT name FROM datamove.inspect($1)", in + "/*.csv"));
      Attack.denied(guest, Attack.inspect(in + "/../*.csv"));
    }
    value(session, "SELECT datamove.revoke_source($1, 'guest')", in);
  }

  private static void chunkDirectory(Connection session, String base, String name)
      throws SQLException {
    String path = base + "/" + name;
    execute(
        session,
        "INSERT INTO datamove.setting (name, value) VALUES ('chunk_directory', $1)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        path);
    assertEquals(
        "1",
        value(
            session,
            "SELECT rows_processed FROM datamove.move($1, 't', 'new_schema')",
            path + "/" + name + ".csv"));
    assertEquals(
        "0",
        value(session, "SELECT count(*) FROM pg_ls_dir($1) AS d WHERE d LIKE 'datamove-%'", path));
  }
}
