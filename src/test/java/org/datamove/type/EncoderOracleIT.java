package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.binary.ByteBuilder;
import org.datamove.binary.Encoding;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Server;
import org.datamove.testing.TestDatabase;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What an encoder makes of a text must be what PostgreSQL's input function makes of it, bit for
 * bit. System properties as of {@link TypeOracleIT}.
 */
class EncoderOracleIT {
  private static final long SEED = Long.getLong("datamove.seed", 1);
  private static final int VALUES = Integer.getInteger("datamove.values", 4000);

  private static final List<String> VECTORS =
      List.of("vector(3)", "vector", "halfvec(3)", "halfvec");

  /** A text and its form in hexadecimal. */
  private record Encoded(String text, String bytes, Encoding encoding) {}

  @TestFactory
  Stream<DynamicTest> encodedIsWhatTheInputFunctionMakes() {
    return Installations.all().stream()
        .map(Installation::server)
        .distinct()
        .flatMap(server -> TypeOracleIT.TYPES.stream().map(type -> test(server, type)));
  }

  @TestFactory
  Stream<DynamicTest> encodedBitsAreWhatTheInputFunctionMakes() {
    return Installations.all().stream()
        .map(Installation::server)
        .distinct()
        .flatMap(
            server ->
                Stream.of("bit(4)", "varbit(5)", "varbit")
                    .map(
                        type ->
                            DynamicTest.dynamicTest(
                                server.name() + ", " + type + ", seed " + SEED,
                                () -> compareBits(server, type))));
  }

  private static void compareBits(Server server, String declaration)
      throws SQLException, IOException {
    RandomVectors random = new RandomVectors(SEED);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      String bits = random.like("bit");
      texts.add(bits);
      texts.add(bits.repeat(i % 9));
    }
    try (Connection connection = server.connect("postgres")) {
      Oracle oracle = new Oracle(connection);
      compare(oracle, declaration, oracle.type(declaration), texts, "UTC");
    }
  }

  @TestFactory
  Stream<DynamicTest> encodedVectorIsWhatTheInputFunctionMakes() {
    Set<Server> seen = new HashSet<>();
    return Installations.all().stream()
        .filter(installation -> seen.add(installation.server()))
        .map(
            installation ->
                DynamicTest.dynamicTest(
                    installation.server().name() + ", vectors, seed " + SEED,
                    () -> compareVectors(installation)));
  }

  private static void compareVectors(Installation installation) throws SQLException, IOException {
    try (TestDatabase database = installation.newDatabase();
        Connection connection = database.connect()) {
      if (!Jdbc.hasExtension(connection, "vector")) {
        Installations.skipped("encoded vectors: " + installation + " does not have pgvector");
        Assumptions.abort("no pgvector");
      }
      Jdbc.execute(connection, "CREATE EXTENSION vector");
      Oracle oracle = new Oracle(connection);
      RandomVectors random = new RandomVectors(SEED);
      for (String declaration : VECTORS) {
        PgType base = oracle.type(declaration);
        PgType type =
            new PgType(base.schema(), base.name(), 'b', base.typmod(), base.sql(), "vector");
        List<String> texts = NearTies.vectors(type.name().equals("halfvec"), SEED, VALUES);
        for (int i = 0; i < VALUES; i++) {
          texts.add(random.like(declaration));
        }
        compare(oracle, declaration, type, texts, "UTC");
      }
    }
  }

  private static DynamicTest test(Server server, String declaration) {
    return DynamicTest.dynamicTest(
        server.name() + ", " + declaration + ", seed " + SEED,
        () -> {
          try (Connection connection = server.connect("postgres")) {
            Oracle oracle = new Oracle(connection);
            for (Map<String, String> session : TypeOracleIT.SESSIONS) {
              compare(oracle, declaration, session);
            }
          }
        });
  }

  private static void compare(Oracle oracle, String declaration, Map<String, String> session)
      throws SQLException, IOException {
    for (Map.Entry<String, String> setting : session.entrySet()) {
      oracle.set(setting.getKey(), setting.getValue());
    }
    PgType type = oracle.type(declaration);
    List<String> texts = TypeOracleIT.texts(type, SEED, VALUES);
    compare(oracle, declaration, type, texts, session.get("TimeZone"));
  }

  private static void compare(
      Oracle oracle, String declaration, PgType type, List<String> texts, String timeZone)
      throws SQLException, IOException {
    ValueEncoder encoder = KnownTypes.encoder(type, type, new EncodingSession(true, timeZone));
    AlteredRule altered = KnownTypes.altered(type, ValueSettings.DEFAULT);
    List<Encoded> encoded = new ArrayList<>();
    int values = 0;
    for (String text : texts) {
      values++;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ByteBuilder out = new ByteBuilder(4);
      Encoding encoding = encoder.encode(bytes, 0, bytes.length, out);
      if (encoding != Encoding.NONE) {
        String value = HexFormat.of().formatHex(out.array(), 0, out.length());
        encoded.add(new Encoded(text, value, encoding));
      }
      if (encoding == Encoding.SURE && altered != null) {
        assertNull(altered.alteration(bytes, 0, bytes.length), text);
      }
    }
    List<Boolean> accepted = oracle.accepts(type, encoded.stream().map(Encoded::text).toList());
    List<Encoded> good = new ArrayList<>();
    for (int i = 0; i < encoded.size(); i++) {
      boolean isSure = encoded.get(i).encoding() == Encoding.SURE;
      assertTrue(accepted.get(i) || !isSure, "refused: " + encoded.get(i).text());
      if (accepted.get(i)) {
        good.add(encoded.get(i));
      }
    }
    assertTrue(6 * encoded.size() > values, "encoded: " + encoded.size() + " of " + values);
    List<String> fromText = oracle.stored(declaration, "text", text(good));
    List<String> fromBinary = oracle.stored(declaration, "binary", binary(good));
    for (int i = 0; i < good.size(); i++) {
      assertEquals(fromText.get(i), fromBinary.get(i), good.get(i).text());
    }
    assertEquals(fromText.size(), fromBinary.size());
  }

  private static byte[] text(List<Encoded> values) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      rows.append(i).append('\t').append(Oracle.escaped(values.get(i).text())).append('\n');
    }
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] binary(List<Encoded> values) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteBuilder row = new ByteBuilder(100);
    row.add("PGCOPY\n\u00ff\r\n\0");
    row.addInt(0);
    row.addInt(0);
    for (int i = 0; i < values.size(); i++) {
      byte[] value = HexFormat.of().parseHex(values.get(i).bytes());
      row.addShort(2);
      row.addInt(4);
      row.addInt(i);
      row.addInt(value.length);
      row.add(value, 0, value.length);
    }
    row.addShort(-1);
    file.write(row.array(), 0, row.length());
    return file.toByteArray();
  }
}
