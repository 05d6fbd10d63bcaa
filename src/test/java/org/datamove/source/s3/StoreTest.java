package org.datamove.source.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.datamove.source.Machine;
import org.datamove.source.ObjectStoreSettings;
import org.datamove.source.ObjectUrl;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.testing.FaultProxy;
import org.datamove.testing.FaultProxy.Answer;
import org.datamove.testing.FaultProxy.Fault;
import org.datamove.testing.FaultProxy.Pass;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** A store that speaks S3's protocol, behind a proxy that breaks things. */
abstract class StoreTest {
  static final String BUCKET = "data";
  static final byte[] LARGE = new byte[1_000_000];

  static S3Server server;
  static FaultProxy proxy;
  S3Store store;

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

  static S3Store store(String endpoint, String key, String secret) {
    Patience patience =
        new Patience(
            Duration.ofSeconds(2),
            Duration.ofMillis(700),
            3,
            Duration.ofMillis(10),
            Duration.ofMillis(50));
    return new S3Store(
        new ObjectStoreSettings("minio", endpoint, null, null, key, secret, null, Machine.SERVER),
        patience);
  }

  Source source(String key) {
    return store.object(ObjectUrl.of("s3://" + BUCKET + "/" + key), SourceAccess.UNLIMITED);
  }

  static byte[] read(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  static void assertFailure(
      String state, String message, String detail, String hint, Executable work) {
    Failure failure = assertThrows(DatamoveException.class, work).failure();
    assertEquals(message, failure.message());
    assertEquals(detail, failure.detail());
    assertEquals(hint, failure.hint());
    assertEquals(state, failure.sqlState());
  }

  /** The first requests for an object's bytes meet these faults, one after the other. */
  static Function<String, Fault> gets(Fault... faults) {
    AtomicInteger number = new AtomicInteger();
    return request -> {
      if (!request.startsWith("GET")) {
        return new Pass();
      }
      int next = number.getAndIncrement();
      return next < faults.length ? faults[next] : new Pass();
    };
  }

  static List<String> ranges() {
    return proxy.requests().stream()
        .filter(request -> request.startsWith("GET"))
        .map(request -> header(request, "Range"))
        .toList();
  }

  static String header(String request, String name) {
    return request
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  static Answer error(int status, String code) {
    return error(status, code, "", "");
  }

  static Answer error(int status, String code, String message, String headers) {
    return new Answer(
        status,
        headers,
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message));
  }
}
