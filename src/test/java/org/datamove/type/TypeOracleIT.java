package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Server;
import org.datamove.type.RandomValues.Kind;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.infer.TypeInference;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares what is said here about random values with what PostgreSQL does with them. System
 * properties: {@code datamove.seed}, and {@code datamove.values}, the number of values per type.
 */
class TypeOracleIT {
  private static final long SEED = Long.getLong("datamove.seed", 1);
  private static final int VALUES = Integer.getInteger("datamove.values", 8000);
  private static final int MAX_COLUMN = 6;
  private static final int MAX_SHARE = 4;

  /** Random columns per value that is wanted of each type. */
  private static final int MAX_COLUMNS = 500;

  static final List<String> TYPES =
      List.of(
          "boolean",
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "numeric(5,2)",
          "numeric(18,6)",
          "numeric(3,0)",
          "numeric(2,2)",
          "real",
          "double precision",
          "text",
          "varchar",
          "varchar(3)",
          "char(4)",
          "date",
          "time",
          "time(0)",
          "timestamp",
          "timestamp(3)",
          "timestamptz",
          "timestamptz(0)",
          "interval",
          "interval(2)",
          "uuid",
          "bytea",
          "json",
          "jsonb");

  /** The driver insists on ISO, which is about output only. */
  static final List<Map<String, String>> SESSIONS =
      List.of(
          Map.of("DateStyle", "ISO, YMD", "TimeZone", "UTC"),
          Map.of(
              "DateStyle",
              "ISO, DMY",
              "TimeZone",
              "America/New_York",
              "IntervalStyle",
              "sql_standard"),
          Map.of("DateStyle", "ISO, MDY", "TimeZone", "Asia/Tokyo", "IntervalStyle", "iso_8601"),
          Map.of("DateStyle", "ISO, DMY", "TimeZone", "Pacific/Kiritimati"));

  /** The largest and smallest values that are inferred as something narrower than text. */
  private static final List<String> LIMITS =
      List.of(
          "9223372036854775807",
          "-9223372036854775808",
          "9".repeat(131072),
          "-." + "0".repeat(16382) + "1",
          "1.7976931348623157e308",
          "-5e-324",
          "0e99999",
          "0001-01-01",
          "9999-12-31",
          "24:00:00",
          "0001-01-01 00:00:00+15:59",
          "9999-12-31T23:59:59.999999-15:59",
          "[".repeat(500) + "]".repeat(500),
          "{\"a\":".repeat(500) + "0" + "}".repeat(500),
          "[" + "9".repeat(131072) + "]",
          "[-0." + "0".repeat(16382) + "1]",
          "[\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\u007f\"]",
          "{\"b\":1,\"\\u0001z\":2,\"aa\":3,\"é\":4,\"\\\\\\\\a\":5}");

  @TestFactory
  Stream<DynamicTest> surelyAcceptedIsAccepted() {
    return servers().map(server -> test(server, TypeOracleIT::compareRules));
  }

  @TestFactory
  Stream<DynamicTest> inferredTypeGivesTheTextBack() {
    return servers().map(server -> test(server, TypeOracleIT::compareInference));
  }

  private interface Comparison {
    void run(Oracle oracle) throws SQLException, IOException;
  }

  private static Stream<Server> servers() {
    return Installations.all().stream().map(Installation::server).distinct();
  }

  private static DynamicTest test(Server server, Comparison comparison) {
    return DynamicTest.dynamicTest(
        server.name() + ", seed " + SEED,
        () -> {
          try (Connection connection = server.connect("postgres")) {
            comparison.run(new Oracle(connection));
          }
        });
  }

  /** Random texts for a type, many of them its values. */
  static List<String> texts(PgType type, long seed, int count) {
    RandomValues random = new RandomValues(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(random.like(kind(type, random)));
    }
    return texts;
  }

  private static void compareRules(Oracle oracle) throws SQLException {
    RandomValues random = new RandomValues(SEED);
    long allAccepted = 0;
    long allSure = 0;
    for (String declaration : TYPES) {
      PgType type = oracle.type(declaration);
      assertEquals(declaration, SampleTypes.shortName(type.sql()));
      ValueRule rule = KnownTypes.accepted(type);
      List<String> texts = new ArrayList<>();
      List<String> sure = new ArrayList<>();
      for (int i = 0; i < VALUES; i++) {
        String text = random.like(kind(type, random));
        texts.add(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (rule.surelyAccepts(bytes, 0, bytes.length)) {
          sure.add(text);
        }
      }
      for (Map<String, String> session : SESSIONS) {
        for (Map.Entry<String, String> setting : session.entrySet()) {
          oracle.set(setting.getKey(), setting.getValue());
        }
        if (!oracle.acceptsAll(type, sure)) {
          fail(declaration + " in " + session + " refuses " + refused(oracle, type, sure));
        }
      }
      long accepted = oracle.accepts(type, texts).stream().filter(b -> b).count();
      assertTrue(2L * sure.size() > accepted, "the rule for " + declaration + " is seldom sure");
      allAccepted += accepted;
      allSure += sure.size();
    }
    System.out.printf(
        "%d values of %d types: %d accepted, of which %d surely%n",
        VALUES * TYPES.size(), TYPES.size(), allAccepted, allSure);
  }

  private static List<String> refused(Oracle oracle, PgType type, List<String> texts)
      throws SQLException {
    List<Boolean> accepted = oracle.accepts(type, texts);
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (!accepted.get(i)) {
        refused.add(texts.get(i));
      }
    }
    return refused;
  }

  private static void compareInference(Oracle oracle) throws SQLException, IOException {
    RandomValues random = new RandomValues(SEED);
    Map<InferredType, List<String>> byType = new EnumMap<>(InferredType.class);
    for (InferredType type : InferredType.values()) {
      byType.put(type, new ArrayList<>());
    }
    for (String limit : LIMITS) {
      InferredType type = inferred(List.of(limit));
      assertNotEquals(InferredType.TEXT, type, limit);
      byType.get(type).add(limit);
    }
    for (int columns = 0; !isEnough(byType); columns++) {
      assertTrue(columns < MAX_COLUMNS * VALUES, () -> "seldom found: " + counts(byType));
      List<String> column = column(random);
      List<String> texts = byType.get(inferred(column));
      if (texts.size() < MAX_SHARE * VALUES) {
        texts.addAll(column);
      }
    }
    for (Map.Entry<InferredType, List<String>> entry : byType.entrySet()) {
      InferredType type = entry.getKey();
      List<String> texts = entry.getValue();
      List<String> printed = printed(oracle, type, texts);
      assertEquals(texts.size(), printed.size());
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        String back = printed.get(i);
        assertTrue(
            Spelling.same(type, text, back),
            () -> type.sqlName() + " gives «" + back + "» for «" + text + "»");
      }
    }
    int all = byType.values().stream().mapToInt(List::size).sum();
    System.out.printf("%d values of %d types came back%n", all, byType.size());
  }

  private static boolean isEnough(Map<InferredType, List<String>> byType) {
    return byType.entrySet().stream()
        .allMatch(entry -> entry.getValue().size() >= wanted(entry.getKey()));
  }

  private static Map<InferredType, Integer> counts(Map<InferredType, List<String>> byType) {
    Map<InferredType, Integer> counts = new EnumMap<>(InferredType.class);
    byType.forEach((type, texts) -> counts.put(type, texts.size()));
    return counts;
  }

  /** Arrays, lists and vectors are rare among random columns. */
  private static int wanted(InferredType type) {
    return switch (type) {
      case VECTOR, INTEGER_ARRAY, BIGINT_ARRAY, NUMERIC_ARRAY -> VALUES / 40;
      case BIGINT_LIST, NUMERIC_LIST, DOUBLE_LIST -> VALUES / 40;
      default -> VALUES / 2;
    };
  }

  /**
   * Lists in brackets go into their array in braces; vectors are printed by what any server has, an
   * array of real.
   */
  private static List<String> printed(Oracle oracle, InferredType type, List<String> texts)
      throws SQLException, IOException {
    return switch (type) {
      case VECTOR -> oracle.printed("real[]", inBraces(texts));
      case BIGINT_LIST, NUMERIC_LIST, DOUBLE_LIST ->
          oracle.printed(type.sqlName(), inBraces(texts));
      default -> oracle.printed(type.sqlName(), texts);
    };
  }

  private static List<String> inBraces(List<String> texts) {
    return texts.stream().map(text -> text.replace('[', '{').replace(']', '}')).toList();
  }

  private static InferredType inferred(List<String> column) {
    TypeInference inference = new TypeInference();
    long line = 2;
    for (String text : column) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      inference.add(bytes, 0, bytes.length, line++);
    }
    return inference.finish().type();
  }

  /** Values of one kind; in every eighth column one of them may be anything. */
  private static List<String> column(RandomValues random) {
    Kind kind = random.below(4) == 0 ? Kind.NUMBERS : random.kind();
    Kind second = random.below(4) == 0 ? random.kind() : kind;
    List<String> column = new ArrayList<>();
    int size = 1 + random.below(MAX_COLUMN);
    for (int i = 0; i < size; i++) {
      column.add(random.exactly(i % 2 == 0 ? kind : second));
    }
    if (random.below(8) == 0) {
      column.set(random.below(size), random.like(kind));
    }
    return column;
  }

  private static Kind kind(PgType type, RandomValues random) {
    return switch (type.name()) {
      case "bool" -> Kind.BOOLEAN;
      case "int2", "int4", "int8" -> Kind.INTEGER;
      case "numeric", "float4", "float8" ->
          List.of(Kind.INTEGER, Kind.DECIMAL, Kind.DECIMAL, Kind.DOUBLE, Kind.EXPONENT)
              .get(random.below(5));
      case "date" -> random.below(4) == 0 ? Kind.TIMESTAMP : Kind.DATE;
      case "time" -> Kind.TIME;
      case "timestamp", "timestamptz" ->
          List.of(Kind.DATE, Kind.TIMESTAMP, Kind.TIMESTAMPTZ).get(random.below(3));
      case "interval" -> Kind.INTERVAL;
      case "uuid" -> Kind.UUID;
      case "bytea" -> Kind.BYTEA;
      case "json", "jsonb" -> Kind.JSON;
      default -> Kind.TEXT;
    };
  }
}
