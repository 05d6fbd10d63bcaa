package org.datamove.source.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.datamove.source.ObjectStoreSettings;
import org.datamove.source.ObjectUrl;
import org.datamove.source.RoleSources;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.source.SourceInfo;
import org.datamove.testing.FaultProxy;
import org.datamove.testing.FaultProxy.Answer;
import org.datamove.testing.FaultProxy.Cut;
import org.datamove.testing.FaultProxy.Drip;
import org.datamove.testing.FaultProxy.Fault;
import org.datamove.testing.FaultProxy.Pass;
import org.datamove.testing.FaultProxy.Stall;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads from a store that speaks S3's protocol, through a proxy that breaks things. */
class S3SourceTest {
  private static final String BUCKET = "data";
  private static final byte[] LARGE = new byte[1_000_000];

  private static S3Server server;
  private static FaultProxy proxy;
  private S3Store store;

  @BeforeAll
  static void start() throws IOException {
    server = new S3Server();
    proxy = new FaultProxy(server.port());
    new Random(7).nextBytes(LARGE);
    server.put(BUCKET, "large", LARGE);
    server.put(BUCKET, "a.csv", "id\n1\n");
    server.put(BUCKET, "empty.csv", "");
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @BeforeEach
  void open() {
    proxy.script(request -> new Pass());
    store = store(proxy.endpoint(), S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static S3Store store(String endpoint, String key, String secret) {
    Patience patience =
        new Patience(
            Duration.ofSeconds(2),
            Duration.ofMillis(700),
            3,
            Duration.ofMillis(10),
            Duration.ofMillis(50));
    return new S3Store(
        new ObjectStoreSettings("minio", endpoint, null, null, key, secret, null), patience);
  }

  private Source source(String key) {
    return store.object(ObjectUrl.of("s3://" + BUCKET + "/" + key), SourceAccess.UNLIMITED);
  }

  private static byte[] read(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  private static void assertFailure(
      String state,
      String message,
      String detail,
      String hint,
      org.junit.jupiter.api.function.Executable work) {
    Failure failure = assertThrows(DatamoveException.class, work).failure();
    assertEquals(message, failure.message());
    assertEquals(detail, failure.detail());
    assertEquals(hint, failure.hint());
    assertEquals(state, failure.sqlState());
  }

  /** The first requests for an object's bytes meet these faults, one after the other. */
  private static Function<String, Fault> gets(Fault... faults) {
    AtomicInteger number = new AtomicInteger();
    return request -> {
      if (!request.startsWith("GET")) {
        return new Pass();
      }
      int next = number.getAndIncrement();
      return next < faults.length ? faults[next] : new Pass();
    };
  }

  private static List<String> ranges() {
    return proxy.requests().stream()
        .filter(request -> request.startsWith("GET"))
        .map(request -> header(request, "Range"))
        .toList();
  }

  private static String header(String request, String name) {
    return request
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  @Test
  void readsAnObjectOfTheContentsThatItIsPinnedTo() throws IOException {
    Source source = source("large");
    SourceInfo info = source.info();
    assertEquals("s3://data/large", info.path());
    assertEquals(LARGE.length, info.bytes());
    assertTrue(Arrays.equals(LARGE, read(source)));
    assertTrue(Arrays.equals(LARGE, read(source)), "a second time");
    source.ensureUnchanged(info);
    assertEquals(info.identity(), header(proxy.requests().get(1), "If-Match"));
    assertNull(header(proxy.requests().get(1), "Range"));
  }

  @Test
  void readsAnEmptyObject() throws IOException {
    assertEquals(0, read(source("empty.csv")).length);
  }

  @Test
  void keysAreTakenAsTheyAre() throws IOException {
    for (String key :
        List.of("a b+c%20d.csv", "Škofja Loka/ü.csv", "a//b.csv", "a&b=c?d#e.csv", "~'(x)!.csv")) {
      server.put(BUCKET, key, key);
      assertEquals(key, new String(read(source(key)), StandardCharsets.UTF_8));
    }
  }

  @Test
  void goesOnWhereAConnectionBroke() throws IOException {
    proxy.script(gets(new Cut(400_000), new Cut(1), new Cut(0)));
    assertTrue(Arrays.equals(LARGE, read(source("large"))));
    assertEquals(4, ranges().size());
    assertEquals("bytes=400000-", ranges().get(1));
    assertEquals("bytes=400001-", ranges().get(2));
    assertEquals("bytes=400001-", ranges().get(3));
  }

  @Test
  void goesOnWhereNothingComes() throws IOException {
    proxy.script(gets(new Stall(500_000, 60_000)));
    assertTrue(Arrays.equals(LARGE, read(source("large"))));
    assertEquals("bytes=500000-", ranges().get(1));
  }

  @Test
  void waitsForBytesThatComeSlowly() throws IOException {
    proxy.script(gets(new Drip(100)));
    assertEquals("id\n1\n", new String(read(source("a.csv")), StandardCharsets.UTF_8));
    assertEquals(1, ranges().size());
  }

  @Test
  void givesUpWhereConnectionsBreakAgainAndAgain() {
    proxy.script(request -> request.startsWith("GET") ? new Cut(0) : new Pass());
    assertFailure(
        "08006",
        "lost the connection to \"" + proxy.endpoint() + "\" while reading \"s3://data/large\"",
        "The connection broke. Several tries to go on did not succeed.",
        null,
        () -> read(source("large")));
    assertEquals(3, ranges().size());
  }

  private static Answer error(int status, String code) {
    return error(status, code, "", "");
  }

  private static Answer error(int status, String code, String message, String headers) {
    return new Answer(
        status,
        headers,
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message));
  }

  @Test
  void triesAgainWhereTheStoreAsksForPatience() throws IOException {
    proxy.script(gets(error(503, "SlowDown"), error(500, "InternalError")));
    assertTrue(Arrays.equals(LARGE, read(source("large"))));
  }

  @Test
  void givesUpWhereTheStoreAsksForPatienceForEver() {
    proxy.script(request -> error(503, "SlowDown"));
    assertFailure(
        "53000",
        "\"" + proxy.endpoint() + "\" asks for fewer requests",
        "It went on to do so after several tries to read \"s3://data/large\".",
        "Try again later.",
        () -> source("large").info());
    proxy.script(request -> error(500, "InternalError"));
    assertFailure(
        "UD005",
        "could not read \"s3://data/large\"",
        "\"" + proxy.endpoint() + "\" answers with status 500, InternalError.",
        "Try again later.",
        () -> source("large").info());
  }

  @Test
  void tellsWhatIsNotThere() {
    assertFailure(
        "58P01",
        "object \"s3://data/none.csv\" does not exist",
        null,
        null,
        () -> source("none.csv").info());
    assertFailure(
        "58P01",
        "bucket \"none\" does not exist",
        null,
        null,
        () -> store.object(ObjectUrl.of("s3://none/a.csv"), SourceAccess.UNLIMITED).info());
  }

  @Test
  void tellsAReplacedObject() throws IOException {
    server.put(BUCKET, "replaced.csv", "id\n1\n");
    Source source = source("replaced.csv");
    SourceInfo info = source.info();
    server.put(BUCKET, "replaced.csv", "id\n2\n");
    String message = "object \"s3://data/replaced.csv\" was replaced while it was being read";
    String detail = "Its ETag differs from the one at the start of the move.";
    String hint = "Move the object once it is written completely.";
    assertFailure("UD005", message, detail, hint, () -> read(source));
    assertFailure("UD005", message, detail, hint, () -> source.ensureUnchanged(info));
  }

  @Test
  void tellsAnObjectThatIsReplacedMidway() {
    server.put(BUCKET, "midway", LARGE);
    Source source = source("midway");
    byte[] other = LARGE.clone();
    other[0]++;
    proxy.script(
        request -> {
          if (request.contains("bytes=")) {
            server.put(BUCKET, "midway", other);
            return new Pass();
          }
          return request.startsWith("GET") ? new Cut(400_000) : new Pass();
        });
    assertFailure(
        "UD005",
        "object \"s3://data/midway\" was replaced while it was being read",
        "Its ETag differs from the one at the start of the move.",
        "Move the object once it is written completely.",
        () -> read(source));
  }

  @Test
  void tellsWhatIsWrongWithCredentials() {
    String hint = "An administrator sets them with ALTER USER MAPPING ... SERVER \"minio\".";
    try (S3Store stranger = store(server.endpoint(), "AKIDNOBODY", "secret")) {
      assertFailure(
          "28000",
          "\"" + server.endpoint() + "\" does not know the access key",
          null,
          hint,
          () -> stranger.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    try (S3Store wrong = store(server.endpoint(), S3Server.ACCESS_KEY, "wrong")) {
      assertFailure(
          "28000",
          "\"" + server.endpoint() + "\" does not accept the secret access key",
          null,
          hint,
          () -> wrong.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    proxy.script(request -> error(400, "ExpiredToken"));
    assertFailure(
        "28000",
        "the session token for \"" + proxy.endpoint() + "\" has expired",
        "Temporary credentials are valid for some hours only.",
        hint,
        () -> source("a.csv").info());
  }

  @Test
  void tellsRefusedAccessAndWrongRegions() {
    proxy.script(request -> error(403, "AccessDenied"));
    assertFailure(
        "42501",
        "\"" + proxy.endpoint() + "\" refuses access to \"s3://data/a.csv\"",
        "It says so also of an object that does not exist where its bucket may not be listed.",
        "The credentials in use need the permission s3:GetObject, for patterns s3:ListBucket too.",
        () -> source("a.csv").info());
    String hint = "An administrator sets the option \"region\" of server \"minio\".";
    proxy.script(
        request -> error(301, "PermanentRedirect", "", "x-amz-bucket-region: eu-west-1\r\n"));
    assertFailure(
        "UD005",
        "bucket \"data\" is in region \"eu-west-1\"",
        null,
        hint,
        () -> source("a.csv").info());
    proxy.script(
        request ->
            error(
                400,
                "AuthorizationHeaderMalformed",
                "the region 'us-east-1' is wrong; expecting 'sa-east-1'",
                ""));
    assertFailure(
        "UD005",
        "bucket \"data\" is in region \"sa-east-1\"",
        null,
        hint,
        () -> source("a.csv").info());
  }

  @Test
  void followsNoRedirectToAnotherHost() {
    proxy.script(
        request -> new Answer(307, "Location: " + server.endpoint() + "/data/a.csv\r\n", ""));
    assertFailure(
        "UD005",
        "could not read \"s3://data/a.csv\"",
        "\"" + proxy.endpoint() + "\" answers with status 307.",
        null,
        () -> source("a.csv").info());
  }

  @Test
  void tellsAnEndpointThatCannotBeReached() {
    String hint = "Check the option \"endpoint\" of server \"minio\".";
    try (S3Store closed = store("http://127.0.0.1:1", "k", "s")) {
      assertFailure(
          "08001",
          "could not connect to \"http://127.0.0.1:1\"",
          "The connection was refused, or timed out.",
          hint,
          () -> closed.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    try (S3Store unknown = store("http://nowhere.invalid", "k", "s")) {
      assertFailure(
          "08001",
          "could not connect to \"http://nowhere.invalid\"",
          "Its host name is not known.",
          hint,
          () -> unknown.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
    try (S3Store plain = store("https://127.0.0.1:" + server.port(), "k", "s")) {
      assertFailure(
          "08001",
          "could not connect to \"https://127.0.0.1:" + server.port() + "\"",
          "The encrypted connection could not be made.",
          hint,
          () -> plain.object(ObjectUrl.of("s3://data/a.csv"), SourceAccess.UNLIMITED).info());
    }
  }

  @Test
  void readsNothingThatTheCallerMayNot() {
    SourceAccess access =
        new SourceAccess(
            List.of(new RoleSources("bob", true, false, List.of("s3://data/bob"))), null);
    for (String key : List.of("a.csv", "bobby/a.csv", "none.csv")) {
      proxy.script(request -> new Pass());
      assertFailure(
          "42501",
          "permission denied to read \"s3://data/" + key + "\"",
          "Role \"bob\" has no entry in datamove.allowed_source that covers it.",
          "Superusers allow buckets and prefixes of keys with datamove.allow_source(prefix, role).",
          () -> store.object(ObjectUrl.of("s3://data/" + key), access).info());
      assertEquals(List.of(), proxy.requests(), "nobody is asked");
    }
  }

  @Test
  void endsAtOnceWhereItsThreadIsInterrupted() throws Exception {
    proxy.script(gets(new Stall(10, 60_000)));
    Source source = source("large");
    source.info();
    Thread reader =
        new Thread(() -> assertThrows(DatamoveException.class, () -> read(source)), "reader");
    reader.start();
    while (reader.getState() != Thread.State.WAITING) {
      Thread.sleep(5);
    }
    reader.interrupt();
    reader.join(20_000);
    assertTrue(!reader.isAlive());
  }
}
