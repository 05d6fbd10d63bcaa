package org.datamove.it;

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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Copies of a clean file, each with one changed place: a lenient move that rejects what it cannot
 * read loads rows of the clean file only. {@code PollutedFilesTest} tries every place; this tries
 * some with PostgreSQL's own types.
 */
class PollutedFilesIT {
  private static final int COPIES = Integer.getInteger("datamove.random", 25);
  private static final List<TestDatabase> DATABASES = new ArrayList<>();

  private static final String CLEAN =
      """
      id,name,note,qty,born
      1,Ann,plain,5,2024-01-05
      2,"Smith, J","say ""hi"" now",,2024-02-06
      3,,"two
      lines",7,
      14,Cyril,"",12,"7 Mar 2024"
      5,"5"" disk",x,,
      """;

  @TestFactory
  Stream<DynamicContainer> giveNoOtherRow() {
    return Installations.all().stream()
        .map(
            installation ->
                DynamicContainer.dynamicContainer(installation.toString(), tests(installation)));
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
  }

  private static Stream<DynamicTest> tests(Installation installation) {
    TestDatabase database = installation.newDatabase();
    DATABASES.add(database);
    Connection session = database.connect();
    return IntStream.rangeClosed(1, COPIES)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed, () -> check(installation, database, session, seed)));
  }

  private static void check(
      Installation installation, TestDatabase database, Connection session, int seed)
      throws SQLException, IOException {
    Jdbc.execute(
        session,
        """
        DROP TABLE IF EXISTS goods;
        CREATE TABLE goods (id integer NOT NULL, name text, note text, qty integer, born date)
        """);
    String prefix = database.name() + "_" + seed;
    List<String> clean = move(installation, session, prefix + "_clean.csv", CLEAN, "{}");
    assertEquals(5, clean.size());
    String polluted = polluted(new Random(seed));
    List<String> loaded =
        move(
            installation,
            session,
            prefix + ".csv",
            polluted,
            "{\"lenient\": true, \"on_error\": \"reject\", \"allow_empty\": true}");
    List<String> others = new ArrayList<>(loaded);
    others.removeIf(row -> clean.stream().anyMatch(one -> isSame(one, row)));
    // What is a record of the right number of fields as it is written cannot be told.
    others.removeIf(row -> polluted.contains(row.replaceAll("\\(|\\)", "")));
    assertTrue(others.isEmpty(), () -> "of\n" + polluted + "\nbecame " + others);
  }

  /** Whether a row is the clean one, but for a quote that is kept where it was put in. */
  private static boolean isSame(String clean, String row) {
    return clean.replace("\"", "").equals(row.replace("\"", ""));
  }

  private static String polluted(Random random) {
    int first = CLEAN.indexOf('\n') + 1;
    while (true) {
      int at = first + random.nextInt(CLEAN.length() - first);
      String before = CLEAN.substring(0, at);
      if (random.nextInt(3) > 0) {
        return before + (random.nextBoolean() ? "," : "\"") + CLEAN.substring(at);
      }
      if (",\"\n".indexOf(CLEAN.charAt(at)) >= 0) {
        return before + CLEAN.substring(at + 1);
      }
    }
  }

  private static List<String> move(
      Installation installation, Connection session, String name, String csv, String options)
      throws SQLException, IOException {
    Path scratch = Files.createTempFile("datamove-polluted", ".csv");
    try {
      Files.writeString(scratch, csv);
      Jdbc.execute(
          session,
          "SELECT * FROM datamove.move(%s, 'goods', 'existing_schema', options => %s)"
              .formatted(
                  Jdbc.literal(installation.server().publish(scratch, name)),
                  Jdbc.literal(options)));
    } finally {
      Files.delete(scratch);
    }
    List<String> rows = new ArrayList<>();
    try (Statement statement = session.createStatement();
        ResultSet result = statement.executeQuery("SELECT x::text FROM goods x ORDER BY x.ctid")) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
