package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.TestDatabase;
import org.datamove.type.keyform.KeyBytes;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two values have the same form if and only if PostgreSQL's default operator class holds them to be
 * equal, be the form made of their text or of what PostgreSQL writes. System properties as of
 * {@link TypeOracleIT}.
 */
class KeyOracleIT {
  private static final long SEED = Long.getLong("datamove.seed", 1);
  private static final int VALUES = Integer.getInteger("datamove.values", 2000);

  private static final String CREATE =
      """
      CREATE OR REPLACE FUNCTION pg_temp.asked(texts text[], type oid, mod integer)
      RETURNS SETOF text LANGUAGE plpgsql SET extra_float_digits = 3 AS $$
      DECLARE
        answer jsonb;
        v text;
      BEGIN
        FOREACH v IN ARRAY texts LOOP
          EXECUTE datamove.normal_probe(type, mod) INTO answer
            USING json_build_array(json_build_object('n', 1, 'v', v));
          RETURN NEXT answer ->> 0;
        END LOOP;
      END
      $$
      """;

  /** A value, its form, and which it is among the different ones in the order of the type. */
  private record Formed(String text, String form, long rank) {}

  @TestFactory
  Stream<DynamicTest> equalAsPostgresHasIt() {
    Set<Server> seen = new HashSet<>();
    return Installations.all().stream()
        .filter(installation -> seen.add(installation.server()))
        .map(
            installation ->
                DynamicTest.dynamicTest(
                    installation + ", seed " + SEED, () -> compare(installation)));
  }

  private static void compare(Installation installation) throws SQLException {
    try (TestDatabase database = installation.newDatabase();
        Connection connection = database.connect()) {
      Oracle oracle = new Oracle(connection);
      Jdbc.execute(connection, CREATE);
      int compared = 0;
      for (Map<String, String> session : TypeOracleIT.SESSIONS.subList(0, 3)) {
        for (Map.Entry<String, String> setting : session.entrySet()) {
          oracle.set(setting.getKey(), setting.getValue());
        }
        for (String declaration : TypeOracleIT.TYPES) {
          PgType type = oracle.type(declaration);
          KeyForm form = KnownTypes.key(type, null);
          if (form != null) {
            List<String> texts = accepted(oracle, type);
            List<Formed> formed = formed(connection, type, form, texts);
            assertOneToOne(declaration + " in " + session, formed);
            compared += formed.size();
          }
        }
      }
      System.out.printf("%s: %d values compared as keys%n", installation, compared);
      assertTrue(compared > VALUES, "too few values");
    }
  }

  private static List<String> accepted(Oracle oracle, PgType type) throws SQLException {
    List<String> texts = TypeOracleIT.texts(type, SEED, VALUES);
    List<Boolean> accepted = oracle.accepts(type, texts);
    List<String> good = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (accepted.get(i)) {
        good.add(texts.get(i));
      }
    }
    return good;
  }

  private static List<Formed> formed(
      Connection connection, PgType type, KeyForm form, List<String> texts) throws SQLException {
    String query =
        """
        SELECT t.n, t.v, a.asked, dense_rank() OVER (ORDER BY r.v)
        FROM unnest(?::text[]) WITH ORDINALITY t(v, n)
        JOIN ROWS FROM (pg_temp.asked(?::text[], (SELECT atttypid FROM pg_attribute
            WHERE attrelid = 'pg_temp.probe'::regclass AND attname = 'v'), %d))
          WITH ORDINALITY a(asked, n) USING (n)
        CROSS JOIN LATERAL json_to_recordset(json_build_array(json_build_object('v', t.v)))
          AS r(v %s)
        """;
    List<Formed> formed = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(query.formatted(type.typmod(), type.sql()))) {
      statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
      statement.setArray(2, connection.createArrayOf("text", texts.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          formed.add(new Formed(row.getString(2), form(form, row), row.getLong(4)));
        }
      }
    }
    return formed;
  }

  /** As the reader of keys has it: what is decided and what is as written never are the same. */
  private static String form(KeyForm form, ResultSet row) throws SQLException {
    KeyBytes out = new KeyBytes();
    byte[] text = row.getString(2).getBytes(StandardCharsets.UTF_8);
    if (form.add(text, 0, text.length, out)) {
      return HexFormat.of().formatHex(out.array(), 0, out.length());
    }
    out.clear();
    byte[] asked = row.getString(3).getBytes(StandardCharsets.UTF_8);
    return form.addOutput(asked, 0, asked.length, out)
        ? HexFormat.of().formatHex(out.array(), 0, out.length())
        : "as written: " + row.getString(3);
  }

  private static void assertOneToOne(String what, List<Formed> values) {
    Map<String, Formed> byForm = new HashMap<>();
    Map<Long, Formed> byRank = new HashMap<>();
    for (Formed value : values) {
      Formed same = byForm.computeIfAbsent(value.form(), form -> value);
      assertEquals(same.rank(), value.rank(), what + ": " + same.text() + " and " + value.text());
      Formed equal = byRank.computeIfAbsent(value.rank(), rank -> value);
      assertEquals(equal.form(), value.form(), what + ": " + equal.text() + " and " + value.text());
    }
  }
}
