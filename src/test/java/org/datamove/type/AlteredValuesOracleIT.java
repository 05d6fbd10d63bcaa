package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.type.RandomValues.Kind;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares what is said here to be altered with what PostgreSQL does to random values: a value is
 * altered if and only if the stored one differs from the text in value. System properties: {@code
 * datamove.seed}, and {@code datamove.values}, the number of values per type.
 */
class AlteredValuesOracleIT {
  private static final long SEED = Long.getLong("datamove.seed", 1);
  private static final int VALUES = Integer.getInteger("datamove.values", 8000);

  /** Tells null where PostgreSQL refuses a value or cannot compare it. */
  private static final String FUNCTIONS =
      """
      CREATE FUNCTION pg_temp.altered(texts text[], expression text) RETURNS SETOF boolean AS $$
      DECLARE
        v text;
        answer boolean;
      BEGIN
        FOREACH v IN ARRAY texts LOOP
          BEGIN
            EXECUTE 'SELECT ' || expression INTO answer USING v;
            RETURN NEXT answer;
          EXCEPTION WHEN OTHERS THEN
            RETURN NEXT NULL;
          END;
        END LOOP;
      END
      $$ LANGUAGE plpgsql;

      CREATE FUNCTION pg_temp.instant(text, text) RETURNS numeric AS $$
      BEGIN
        PERFORM set_config('TimeZone', $2, true);
        RETURN extract(epoch FROM $1::timestamptz);
      END
      $$ LANGUAGE plpgsql;

      CREATE FUNCTION pg_temp.has_zone(text) RETURNS boolean AS $$
        SELECT $1 !~* 'epoch|infinity'
          AND pg_temp.instant($1, 'UTC') = pg_temp.instant($1, 'Asia/Tokyo')
      $$ LANGUAGE sql;

      CREATE FUNCTION pg_temp.is_timestamp(text) RETURNS boolean AS $$
      BEGIN
        PERFORM $1::timestamp;
        RETURN true;
      EXCEPTION WHEN OTHERS THEN
        RETURN false;
      END
      $$ LANGUAGE plpgsql;

      CREATE FUNCTION pg_temp.word_or(text, boolean) RETURNS boolean AS $$
        SELECT $1 ~* 'now|today|tomorrow|yesterday' OR $2
      $$ LANGUAGE sql;
      """;

  private record Type(String declaration, String altered, List<Kind> kinds) {
    Type(String declaration, String altered, Kind... kinds) {
      this(declaration, altered, List.of(kinds));
    }
  }

  private static final String ROUNDED = "$1 ~ '\\.[0-9]{%d}[0-9]*[1-9]'";

  private static final List<Type> TYPES =
      List.of(
          number("numeric(5,2)", "$1::numeric(5,2) <> $1::numeric"),
          number("numeric(18,6)", "$1::numeric(18,6) <> $1::numeric"),
          number("numeric(3,0)", "$1::numeric(3,0) <> $1::numeric"),
          number("real", "$1::real::text::numeric <> $1::numeric"),
          number("double precision", "$1::double precision::text::numeric <> $1::numeric"),
          new Type("varchar(3)", "length($1::varchar(3)) < length($1)", Kind.TEXT),
          new Type("char(4)", "length($1) > 4 AND $1::char(4) IS NOT NULL", Kind.TEXT),
          moment("date", accepted("date", "pg_temp.has_zone($1) OR $1::date <> $1::timestamp")),
          new Type(
              "time",
              accepted(
                  "time",
                  "pg_temp.word_or($1, pg_temp.is_timestamp($1) AND $1 !~ '^[0-9.]+$'"
                      + " OR $1 ~ '[-+]' OR regexp_replace($1, '[AaPp][Mm]|[Tt]|allballs', '')"
                      + " ~ '[A-Za-z]' OR "
                      + ROUNDED.formatted(6)
                      + ")"),
              Kind.TIME,
              Kind.TIME,
              Kind.TIMESTAMP,
              Kind.TIMESTAMPTZ),
          moment("timestamp", stamped("timestamp", 6)),
          moment("timestamp(3)", stamped("timestamp(3)", 3)),
          moment("timestamptz", instant("timestamptz", 6)),
          moment("timestamptz(0)", instant("timestamptz(0)", 0)));

  private static Type number(String declaration, String altered) {
    return new Type(
        declaration, altered, Kind.INTEGER, Kind.DECIMAL, Kind.DECIMAL, Kind.DOUBLE, Kind.EXPONENT);
  }

  private static Type moment(String declaration, String altered) {
    return new Type(
        declaration,
        "pg_temp.word_or($1, " + altered + ")",
        Kind.DATE,
        Kind.TIMESTAMP,
        Kind.TIMESTAMPTZ);
  }

  private static String stamped(String type, int digits) {
    return accepted(type, "pg_temp.has_zone($1) OR " + ROUNDED.formatted(digits));
  }

  private static String instant(String type, int digits) {
    return accepted(type, ROUNDED.formatted(digits));
  }

  private static String accepted(String type, String altered) {
    return "CASE WHEN $1::" + type + " IS NOT NULL THEN " + altered + " END";
  }

  @TestFactory
  Stream<DynamicTest> alteredValuesAreThoseThatPostgresqlAlters() {
    return Installations.all().stream()
        .map(Installation::server)
        .distinct()
        .map(
            server ->
                DynamicTest.dynamicTest(server.name() + ", seed " + SEED, () -> compare(server)));
  }

  private static void compare(Server server) throws SQLException {
    try (Connection connection = server.connect("postgres")) {
      Oracle oracle = new Oracle(connection);
      Jdbc.execute(connection, FUNCTIONS);
      RandomValues random = new RandomValues(SEED);
      for (String style : List.of("ISO, YMD", "ISO, DMY")) {
        oracle.set("DateStyle", style);
        long compared = 0;
        long altered = 0;
        for (Type type : TYPES) {
          List<String> texts = texts(type, random);
          List<Boolean> answers = answers(connection, type, texts);
          List<String> wrong = new ArrayList<>();
          AlteredRule rule =
              KnownTypes.altered(oracle.type(type.declaration()), ValueSettings.DEFAULT);
          for (int i = 0; i < texts.size(); i++) {
            if (answers.get(i) != null) {
              compared++;
              altered += answers.get(i) ? 1 : 0;
              byte[] bytes = texts.get(i).getBytes(StandardCharsets.UTF_8);
              String what = rule.alteration(bytes, 0, bytes.length);
              if (answers.get(i) != (what != null)) {
                wrong.add("«" + texts.get(i) + "» → " + what);
              }
            }
          }
          assertTrue(wrong.isEmpty(), () -> type.declaration() + " " + style + ": " + wrong);
        }
        System.out.printf("%d accepted values compared, %d altered%n", compared, altered);
      }
    }
  }

  /** Forms that programs and people write; those of other styles are judged by PostgreSQL. */
  private static final List<String> MOMENTS =
      List.of(
          "now",
          "TODAY",
          "tomorrow",
          "yesterday 10:20",
          "epoch",
          "-infinity",
          "Jan 5 2000 10:20:30.1234567",
          "5-Jan-2000",
          "Sat Jan 01 10:20:30 2000 PST",
          "01/02/2024 10:20 PM",
          "01/02/2024 12:00 AM",
          "20240131T102030",
          "20240131T102030.5",
          "20240131",
          "2024-01-31 10:20:30 Europe/Berlin",
          "2024-01-31 10:20:30 UTC",
          "2024-01-31 00:00:00 +01",
          "2024-01-31 10:20:30+05:30:15",
          "2024-01-31 24:00:00",
          "2024-01-31T10:20:30.100000000Z",
          "2024-01-31+02",
          "0044-03-15 10:20:30 BC",
          "10:20:30.1234567 PM",
          "04:05 am",
          "040506",
          "040506.1234567",
          "10:20:30 EST",
          "10:20:30-08",
          "23:59:59.9999999",
          "allballs");

  private static List<String> texts(Type type, RandomValues random) {
    boolean moment = type.kinds().get(0) == Kind.DATE || type.kinds().get(0) == Kind.TIME;
    List<String> texts = new ArrayList<>(moment ? MOMENTS : List.of());
    while (texts.size() < VALUES) {
      Kind kind = type.kinds().get(random.below(type.kinds().size()));
      if (moment) {
        texts.add(random.exactly(kind) + " ".repeat(random.below(8) / 7));
      } else if (kind == Kind.TEXT) {
        texts.add(random.like(kind) + " ".repeat(random.below(6)));
      } else {
        texts.add(random.like(kind));
      }
    }
    return texts;
  }

  /** Where a cast would cut anything, a value goes through the input function as in COPY. */
  private static List<Boolean> answers(Connection connection, Type type, List<String> texts)
      throws SQLException {
    boolean limited = type.kinds().get(0) == Kind.TEXT;
    List<Boolean> answers = new ArrayList<>();
    String query = "SELECT * FROM pg_temp.altered(?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", texts.toArray()));
      statement.setString(
          2,
          !limited
              ? type.altered()
              : "("
                  + type.altered()
                  + ") FROM json_to_recordset(json_build_array(json_build_object('v', $1)))"
                  + " AS x(v "
                  + type.declaration()
                  + ") WHERE v IS NOT NULL");
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          boolean answer = rows.getBoolean(1);
          answers.add(rows.wasNull() ? null : answer);
        }
      }
    }
    return answers;
  }
}
