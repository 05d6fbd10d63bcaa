package org.datamove.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Baseline;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases in other encodings than UTF8: what fits into them arrives, what does not is told. The
 * answers, alike for every engine and version, are in {@code encoding/*.txt}.
 */
class EncodingIT {
  /** An encoding, and characters that it has and has not. */
  private record Sample(String encoding, String fitting, String other) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("LATIN1", "é", "日"),
          new Sample("WIN1250", "ř", "日"),
          new Sample("EUC_JP", "日本", "😀"),
          new Sample("SQL_ASCII", "x", "é"));

  @TempDir Path files;

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

  private void check(Installation installation, Sample sample) throws Exception {
    try (TestDatabase database = installation.newDatabase(sample.encoding())) {
      Transcript of = new Transcript(installation, database, sample);
      of.fitting();
      of.other();
      Baseline.check(
          Project.testResources().resolve("encoding/" + sample.encoding() + ".txt"),
          of.shown.toString());
    }
  }

  private final class Transcript {
    private final Installation installation;
    private final TestDatabase database;
    private final Connection session;
    private final Sample sample;
    private final StringBuilder shown = new StringBuilder();
    private int count;

    Transcript(Installation installation, TestDatabase database, Sample sample) {
      this.installation = installation;
      this.database = database;
      this.sample = sample;
      this.session = database.connect();
    }

    private String file(String content) throws IOException {
      Path local = Files.writeString(files.resolve("input.csv"), content);
      return installation
          .server()
          .publish(local, "encoding_" + database.name() + "_" + ++count + ".csv");
    }

    /** Runs a query with the path of a file for {@code $1}. */
    private void show(String what, String query, String file) throws IOException {
      shown.append("== ").append(what).append('\n');
      String path = file == null ? "" : file(file);
      try (Statement statement = session.createStatement();
          ResultSet rows = statement.executeQuery(query.replace("$1", Jdbc.literal(path)))) {
        while (rows.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            values.add(rows.getString(i));
          }
          line(String.join(" | ", values.stream().map(String::valueOf).toList()), path);
        }
      } catch (SQLException e) {
        Refusal refusal = Refusal.of(e);
        line("ERROR " + refusal.state() + ": " + refusal.message(), path);
        line("DETAIL: " + refusal.detail(), path);
        line("HINT: " + refusal.hint(), path);
      }
    }

    private void line(String text, String path) {
      shown.append(path.isEmpty() ? text : text.replace(path, "$FILE")).append('\n');
    }

    void fitting() throws IOException {
      String text = "id,größe\n1,a\n2,\n".replace("größe", "c" + sample.fitting());
      String values = "id,c%s\n1,%s\n2,%s x\n".replace("%s", sample.fitting());
      show("a new table", "SELECT rows_processed, warnings FROM datamove.move($1, 't')", values);
      show(
          "its columns",
          "SELECT attname, atttypid::regtype FROM pg_attribute"
              + " WHERE attrelid = 't'::regclass AND attnum > 0",
          null);
      show("its rows", "SELECT * FROM t ORDER BY id", null);
      for (String type : List.of("existing_schema", "new_schema")) {
        show(
            type,
            "SELECT rows_processed, warnings, report -> 'plan' -> 1 ->> 'sql'"
                + " FROM datamove.move($1, 't', '"
                + type
                + "')",
            values);
        show("its rows", "SELECT * FROM t ORDER BY id", null);
      }
      show(
          "names that differ",
          "SELECT code, column_name, message"
              + " FROM datamove.validate($1, 't', 'existing_schema')",
          text.replace("c" + sample.fitting(), "d" + sample.fitting()));
      show("inspect", "SELECT name, data_type, examples, note FROM datamove.inspect($1)", values);
      show(
          "as a chosen type",
          "SELECT rows_processed FROM datamove.move($1, 'v',"
              + " options => jsonb_build_object('types', jsonb_build_object('c"
              + sample.fitting()
              + "', 'varchar(3)')))",
          values);
    }

    void other() throws IOException, SQLException {
      Jdbc.execute(session, "CREATE UNIQUE INDEX ON t (id)");
      String values = "id,c" + sample.fitting() + "\n3,a\n4,x%s\n5,%s\n";
      values = values.replace("%s", sample.other());
      show(
          "validate",
          "SELECT severity, code, row_number, line_number, column_name, message, value"
              + " FROM datamove.validate($1, 't', 'existing_schema')",
          values);
      show(
          "existing_schema",
          "SELECT rows_processed FROM datamove.move($1, 't'," + " 'existing_schema')",
          values);
      show("new_schema", "SELECT rows_processed FROM datamove.move($1, 't', 'new_schema')", values);
      show("new table", "SELECT rows_processed FROM datamove.move($1, 'n')", values);
      show(
          "upsert",
          "SELECT rows_processed FROM datamove.move($1, 't', 'existing_schema',"
              + " primary_key_columns => '{id}', options => '{\"mode\": \"upsert\"}')",
          values);
      show(
          "reject",
          "SELECT rows_processed, rows_rejected FROM datamove.move($1, 't',"
              + " 'existing_schema', options => '{\"on_error\": \"reject\"}')",
          values);
      show(
          "rejected rows",
          "SELECT line_number, code, message, record, encode(record_bytes, 'hex')"
              + " FROM datamove.rejected_row ORDER BY line_number",
          null);
      show("inspect", "SELECT name, data_type, examples FROM datamove.inspect($1)", values);
      show(
          "a column's name",
          "SELECT rows_processed FROM datamove.move($1, 'm')",
          "id,c" + sample.other() + "\n1,2\n");
      show(
          "a column's name, validate",
          "SELECT code, column_name, message FROM"
              + " datamove.validate($1, 't', 'existing_schema')",
          "id,c" + sample.other() + "\n1,2\n");
      show("the session goes on", "SELECT count(*) FROM t", null);
    }
  }
}
