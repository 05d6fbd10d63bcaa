package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.datamove.type.accept.Refusal;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares what is said here about random vectors with what pgvector's own input functions say.
 * System properties: {@code datamove.seed}, and {@code datamove.values}, the number of values per
 * type.
 */
class VectorOracleIT {
  private static final long SEED = Long.getLong("datamove.seed", 1);
  private static final int VALUES = Integer.getInteger("datamove.values", 8000);

  private static final Pattern SPARSE_FORM =
      Pattern.compile("«\\s*\\{[^{}]*\\}\\s*/\\s*[0-9]+\\s*»", Pattern.DOTALL);

  private static final String VERDICTS =
      """
      CREATE FUNCTION pg_temp.verdicts(texts text[], call text) RETURNS SETOF text AS $$
      DECLARE
        v text;
      BEGIN
        FOREACH v IN ARRAY texts LOOP
          BEGIN
            EXECUTE 'SELECT ' || call USING v;
            RETURN NEXT NULL;
          EXCEPTION WHEN OTHERS THEN
            RETURN NEXT SQLERRM;
          END;
        END LOOP;
      END
      $$ LANGUAGE plpgsql;
      """;

  /** A type with its input function. */
  private record Subject(String declaration, PgType type, String function) {}

  private static Subject vector(String name, int dimensions) {
    String declaration = dimensions < 0 ? name : name + "(" + dimensions + ")";
    return new Subject(
        declaration,
        new PgType("public", name, 'b', dimensions, declaration, "vector"),
        "public." + name + "_in");
  }

  private static Subject builtIn(String name, int length) {
    String declaration = name + "(" + length + ")";
    return new Subject(
        declaration,
        new PgType("pg_catalog", name, 'b', length, declaration),
        "pg_catalog." + name + "_in");
  }

  private static final List<Subject> SUBJECTS =
      List.of(
          vector("vector", 3),
          vector("vector", -1),
          vector("halfvec", 3),
          vector("halfvec", -1),
          vector("sparsevec", 5),
          vector("sparsevec", -1),
          builtIn("bit", 4),
          builtIn("varbit", 4));

  @TestFactory
  Stream<DynamicTest> sureValuesAreAcceptedAndRefusalsAreExplained() {
    return Installations.all().stream()
        .filter(distinctServers())
        .map(
            installation ->
                DynamicTest.dynamicTest(
                    installation.server().name() + ", seed " + SEED, () -> run(installation)));
  }

  private static Predicate<Installation> distinctServers() {
    Set<Object> seen = new HashSet<>();
    return installation -> seen.add(installation.server());
  }

  private static void run(Installation installation) throws SQLException {
    try (TestDatabase database = installation.newDatabase();
        Connection connection = database.connect()) {
      if (!Jdbc.hasExtension(connection, "vector")) {
        Installations.skipped("verdicts of pgvector: " + installation + " does not have it");
        Assumptions.abort("no pgvector");
      }
      Jdbc.execute(connection, "CREATE EXTENSION vector");
      Jdbc.execute(connection, VERDICTS);
      RandomVectors random = new RandomVectors(SEED);
      long accepted = 0;
      long sure = 0;
      long explained = 0;
      for (Subject subject : SUBJECTS) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
          texts.add(random.like(subject.declaration()));
        }
        ValueRule rule = KnownTypes.accepted(subject.type());
        List<String> verdicts = verdicts(connection, subject, texts);
        long surelyOfType = 0;
        long acceptedOfType = 0;
        for (int i = 0; i < VALUES; i++) {
          String text = texts.get(i);
          String verdict = verdicts.get(i);
          String shown = subject.declaration() + " «" + text + "»";
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          if (rule.surelyAccepts(bytes, 0, bytes.length)) {
            assertNull(verdict, shown);
            surelyOfType++;
          }
          acceptedOfType += verdict == null ? 1 : 0;
          Refusal refusal = rule.explain(text);
          if (verdict == null) {
            assertNull(refusal, shown);
          } else if (subject.function().startsWith("public.")) {
            explained += compare(verdict, refusal, shown) ? 1 : 0;
          }
        }
        assertTrue(
            4 * surelyOfType > 3 * acceptedOfType,
            "the rule for " + subject.declaration() + " is seldom sure");
        accepted += acceptedOfType;
        sure += surelyOfType;
      }
      System.out.printf(
          "%d values of %d types compared with pgvector: %d accepted, %d of them surely; %d refusals"
              + " explained%n",
          VALUES * SUBJECTS.size(), SUBJECTS.size(), accepted, sure, explained);
    }
  }

  /** Whether the refusal was explained, and then rightly. */
  private static boolean compare(String verdict, Refusal refusal, String shown) {
    if (refusal == null && shown.startsWith("sparse") && !SPARSE_FORM.matcher(shown).find()) {
      return false; // not even the form of one
    }
    if (verdict.startsWith("expected ") && verdict.contains(" dimensions, not ")) {
      assertNotNull(refusal, shown + ": " + verdict);
      assertEquals(Refusal.Kind.DIMENSIONS, refusal.kind(), shown + ": " + verdict);
    } else if (verdict.startsWith("NaN not") || verdict.startsWith("infinite value")) {
      assertNotNull(refusal, shown + ": " + verdict);
      assertEquals(Refusal.Kind.NOT_FINITE, refusal.kind(), shown + ": " + verdict);
    } else if (verdict.contains(" is out of range for type")) {
      assertNotNull(refusal, shown + ": " + verdict);
      assertEquals(Refusal.Kind.RANGE, refusal.kind(), shown + ": " + verdict);
    } else if (verdict.endsWith("must have at least 1 dimension") && refusal != null) {
      assertEquals(Refusal.Kind.EMPTY, refusal.kind(), shown + ": " + verdict);
    } else if (refusal != null) {
      assertEquals(Refusal.Kind.ELEMENT, refusal.kind(), shown + ": " + verdict);
    }
    return refusal != null;
  }

  private static List<String> verdicts(Connection connection, Subject subject, List<String> texts)
      throws SQLException {
    List<String> verdicts = new ArrayList<>();
    String call =
        subject.function() + "(pg_catalog.textout($1), 0, " + subject.type().typmod() + ")";
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT * FROM pg_temp.verdicts(?, ?)")) {
      statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
      statement.setString(2, call);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          verdicts.add(rows.getString(1));
        }
      }
    }
    return verdicts;
  }
}
