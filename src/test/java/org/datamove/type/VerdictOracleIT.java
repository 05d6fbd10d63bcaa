package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The rows that {@code validate} refuses are those whose value PostgreSQL's input function refuses,
 * for types of every kind; and no value is altered without a word. System properties: {@code
 * datamove.seed}, and {@code datamove.verdicts}, the number of values per type and session.
 */
class VerdictOracleIT {
  private static final long SEED = Long.getLong("datamove.seed", 1);
  private static final int VALUES = Integer.getInteger("datamove.verdicts", 250);

  /** But for dates that PostgreSQL takes, in an order that the file disproves. */
  private static final String REFUSED =
      "SELECT DISTINCT column_name || ' ' || row_number || left(' told', (severity = 'warning')::int * 5)"
          + " FROM datamove.validate(%s, 'probe_table',"
          + " 'existing_schema', options => '{\"report_limit\": 1000000, \"delimiter\": \",\"}')"
          + " WHERE severity = 'error' AND code <> 'ambiguous_date' OR code = 'value_altered'";

  @TestFactory
  Stream<DynamicTest> sameAsPostgres() {
    return Installations.all().stream()
        .map(
            installation ->
                DynamicTest.dynamicTest(
                    installation + ", seed " + SEED, () -> new Trial(installation).run()));
  }

  /** A column of the table with its values. */
  private record Column(String declaration, PgType type, List<String> texts) {}

  /** One installation: a database with the types, and what was counted. */
  private static final class Trial {
    private final Installation installation;
    private final List<String> disagreements = new ArrayList<>();
    private long values;
    private long refused;
    private long told;

    Trial(Installation installation) {
      this.installation = installation;
    }

    void run() throws SQLException, IOException {
      try (TestDatabase database = installation.newDatabase();
          Connection connection = database.connect()) {
        for (String extension : SampleTypes.EXTENSIONS) {
          if (Jdbc.hasExtension(connection, extension)) {
            Jdbc.execute(connection, "CREATE EXTENSION " + extension);
          }
        }
        Jdbc.execute(connection, SampleTypes.DEFINITIONS);
        Oracle oracle = new Oracle(connection);
        List<Column> columns = new ArrayList<>();
        for (String declaration : TypeOracleIT.TYPES) {
          PgType type = oracle.type(declaration);
          columns.add(new Column(declaration, type, TypeOracleIT.texts(type, SEED, VALUES)));
        }
        for (String declaration : SampleTypes.declarations()) {
          if (exists(connection, declaration)) {
            columns.add(new Column(declaration, oracle.type(declaration), mutated(declaration)));
          }
        }
        Jdbc.execute(connection, tableSql(columns));
        String file = publish(columns, database.name() + "_verdicts.csv");
        for (Map<String, String> session : TypeOracleIT.SESSIONS.subList(1, 3)) {
          for (Map.Entry<String, String> setting : session.entrySet()) {
            oracle.set(setting.getKey(), setting.getValue());
          }
          compare(oracle, columns, refused(connection, file), session);
        }
        System.out.printf(
            "%s: %d values of %d types compared with PostgreSQL, %d refused, %d altered, %d"
                + " disagreements%n",
            installation, values, columns.size(), refused, told, disagreements.size());
      }
      assertEquals(List.of(), disagreements);
      assertTrue(refused * 10 > values && refused * 10 < values * 9, "one-sided values");
    }

    private static boolean exists(Connection connection, String declaration) throws SQLException {
      String name = declaration.replaceAll("\\(.*?\\)|\\[]", "");
      return declaration.startsWith("interval")
          || Jdbc.value(connection, "SELECT to_regtype(" + Jdbc.literal(name) + ")") != null;
    }

    private void compare(
        Oracle oracle, List<Column> columns, Set<String> refusals, Map<String, String> session)
        throws SQLException {
      for (int c = 0; c < columns.size(); c++) {
        Column column = columns.get(c);
        List<Boolean> accepted = oracle.accepts(column.type(), column.texts());
        for (int i = 0; i < VALUES; i++) {
          boolean isRefused = refusals.contains("c" + c + " " + (i + 1));
          if (isRefused == accepted.get(i)) {
            disagreements.add(
                "%s: PostgreSQL %s «%s» in %s"
                    .formatted(
                        column.declaration(),
                        accepted.get(i) ? "accepts" : "refuses",
                        column.texts().get(i),
                        session));
          }
          refused += isRefused ? 1 : 0;
        }
        tellSilent(oracle, column, c, refusals);
        values += VALUES;
      }
    }

    /** What is accepted and written in another way is told, or another spelling. */
    private void tellSilent(Oracle oracle, Column column, int c, Set<String> findings)
        throws SQLException {
      List<String> written = oracle.written(column.type(), column.texts());
      for (int i = 0; i < VALUES; i++) {
        String text = column.texts().get(i);
        String back = written.get(i);
        boolean isTold = findings.contains("c" + c + " " + (i + 1) + " told");
        told += isTold ? 1 : 0;
        if (back != null && !isTold && !Spelling.carriesTheSame(column.declaration(), text, back)) {
          disagreements.add(
              "%s: «%s» becomes «%s», not told".formatted(column.declaration(), text, back));
        } else if (text.equals(back) && isTold) {
          disagreements.add("%s: «%s» is kept, but told".formatted(column.declaration(), text));
        }
      }
    }

    private static List<String> mutated(String declaration) {
      MutatedValues mutated = new MutatedValues(SEED);
      List<String> examples = SampleTypes.values(declaration);
      List<String> texts = new ArrayList<>();
      while (texts.size() < VALUES) {
        texts.add(mutated.like(examples));
      }
      return texts;
    }

    private static String tableSql(List<Column> columns) {
      List<String> list = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        list.add("c" + c + " " + columns.get(c).declaration());
      }
      return "CREATE TABLE probe_table (" + String.join(", ", list) + ")";
    }

    /** Every value in quotes, so that none is NULL. */
    private String publish(List<Column> columns, String name) throws IOException {
      StringBuilder csv = new StringBuilder();
      for (int row = -1; row < VALUES; row++) {
        for (int c = 0; c < columns.size(); c++) {
          String text = row < 0 ? "c" + c : columns.get(c).texts().get(row);
          csv.append(c == 0 ? "" : ",");
          csv.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
        csv.append('\n');
      }
      Path local = Files.createTempFile("datamove-verdict", ".csv");
      try {
        Files.writeString(local, csv);
        return installation.server().publish(local, name);
      } finally {
        Files.delete(local);
      }
    }

    private static Set<String> refused(Connection connection, String file) throws SQLException {
      Set<String> refused = new HashSet<>();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(REFUSED.formatted(Jdbc.literal(file)))) {
        while (row.next()) {
          refused.add(row.getString(1));
        }
      }
      return refused;
    }
  }
}
