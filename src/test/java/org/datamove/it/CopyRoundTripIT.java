package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.datamove.json.Json;
import org.datamove.testing.Engine;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.postgresql.PGConnection;

/**
 * What PostgreSQL's own COPY … TO writes, in CSV and text format with every kind of option, comes
 * back with the same options: as COPY … FROM reads it, in the same order.
 */
class CopyRoundTripIT {
  private static final int TABLES = Integer.getInteger("datamove.random", 80);
  private static final long FIRST_SEED = Long.getLong("datamove.seed", 1);
  private static final List<TestDatabase> DATABASES = new ArrayList<>();

  private static final String[] SNIPPETS = {
    "a",
    "n",
    "N",
    "t",
    "x41",
    "101",
    " ",
    "\\",
    "\\",
    "\\N",
    "\\\\N",
    "\\.",
    "\"",
    "\"",
    "'",
    "$",
    "!",
    ",",
    ";",
    "|",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "é",
    "😀",
    "\u0001",
    "NULL",
    "C:\\new\\test",
    ""
  };

  @TestFactory
  Stream<DynamicContainer> comesBack() {
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
    int tables = installation.engine() == Engine.PLJAVA ? TABLES : (TABLES + 3) / 4;
    return LongStream.range(FIRST_SEED, FIRST_SEED + tables)
        .mapToObj(
            seed -> {
              Format format = Format.of(new Random(seed));
              return DynamicTest.dynamicTest(
                  "seed " + seed + ": " + format.copy(),
                  () -> new Trip(installation, database, session, seed, format).check());
            });
  }

  /** The options of COPY, for both directions and for the one that writes, and datamove's. */
  private record Format(String copy, String writing, Map<String, Object> options) {
    static Format of(Random random) {
      return random.nextInt(3) == 0 ? text(random) : csv(random);
    }

    private static Format csv(Random random) {
      String delimiter = pick(random, ",", ";", "\t", "|");
      String quote = pick(random, "\"", "\"", "'", "$");
      String escape = pick(random, quote, "\\", "\\", "\"", "!");
      String nullText = pick(random, "", "", "NULL", "\\N", " ");
      boolean header = random.nextBoolean();
      String copy =
          "FORMAT csv, DELIMITER %s, QUOTE %s, ESCAPE %s, NULL %s, HEADER %s"
              .formatted(
                  Jdbc.literal(delimiter),
                  Jdbc.literal(quote),
                  Jdbc.literal(escape),
                  Jdbc.literal(nullText),
                  header);
      Map<String, Object> options = new LinkedHashMap<>();
      options.put("delimiter", delimiter);
      options.put("quote", quote);
      options.put("escape", escape);
      options.put("null", nullText);
      options.put("header", header);
      return new Format(copy, pick(random, "", ", FORCE_QUOTE *", ", FORCE_QUOTE (a)"), options);
    }

    private static Format text(Random random) {
      String delimiter = pick(random, "\t", "\t", ",", ";", "|");
      String nullText = pick(random, "\\N", "\\N", "", "NULL", "\\\\");
      Map<String, Object> options = new LinkedHashMap<>();
      options.put("delimiter", delimiter);
      options.put("quote", "none");
      options.put("escape_dialect", "backslash");
      options.put("null", nullText);
      options.put("header", false);
      return new Format(
          "DELIMITER %s, NULL %s".formatted(Jdbc.literal(delimiter), Jdbc.literal(nullText)),
          "",
          options);
    }
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  /** One table, there and back. */
  private record Trip(
      Installation installation,
      TestDatabase database,
      Connection session,
      long seed,
      Format format) {

    void check() throws SQLException, IOException {
      Random random = new Random(-seed);
      boolean single = random.nextInt(5) == 0;
      Jdbc.execute(
          session,
          """
          DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t;
          CREATE TABLE t.written (%s);
          CREATE TABLE t.copied (LIKE t.written);
          CREATE TABLE t.moved (LIKE t.written)
          """
              .formatted(single ? "a text" : "a text, n integer, b text"));
      Jdbc.execute(session, "INSERT INTO t.written VALUES " + values(random, single));
      byte[] file = written();
      String path = Jdbc.literal(publish(file));
      Jdbc.execute(session, "COPY t.copied FROM %s (%s)".formatted(path, format.copy()));
      Jdbc.execute(
          session,
          "SELECT * FROM datamove.move(%s, 't.moved', 'existing_schema', options => %s)"
              .formatted(path, Jdbc.literal(Json.write(format.options()))));
      assertEquals(rows("copied"), rows("moved"));
    }

    private static String values(Random random, boolean single) {
      List<String> rows = new ArrayList<>();
      for (int i = 1 + random.nextInt(60); i > 0; i--) {
        String a = value(random);
        rows.add(
            single
                ? "(" + a + ")"
                : "("
                    + a
                    + ", "
                    + (random.nextInt(4) == 0 ? "NULL" : random.nextInt())
                    + ", "
                    + value(random)
                    + ")");
      }
      return String.join(", ", rows);
    }

    private static String value(Random random) {
      if (random.nextInt(6) == 0) {
        return "NULL";
      }
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(4); i > 0; i--) {
        text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
      }
      return Jdbc.literal(text.toString());
    }

    private byte[] written() throws SQLException, IOException {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      session
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(
              "COPY t.written TO STDOUT (%s%s)".formatted(format.copy(), format.writing()), file);
      return file.toByteArray();
    }

    private String publish(byte[] file) throws IOException {
      Path scratch = Files.createTempFile("datamove-copy", ".csv");
      try {
        Files.write(scratch, file);
        return installation.server().publish(scratch, database.name() + "_copy" + seed + ".csv");
      } finally {
        Files.delete(scratch);
      }
    }

    private String rows(String table) throws SQLException {
      return Jdbc.value(
          session,
          "SELECT pg_catalog.string_agg(pg_catalog.to_json(x)::text, E'\\n' ORDER BY x.ctid) FROM"
              + " t."
              + table
              + " x");
    }
  }
}
