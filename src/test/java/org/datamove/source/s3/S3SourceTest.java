package org.datamove.source.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.datamove.error.DatamoveException;
import org.datamove.source.ObjectUrl;
import org.datamove.source.RoleSources;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.source.SourceInfo;
import org.datamove.testing.FaultProxy.Cut;
import org.datamove.testing.FaultProxy.Drip;
import org.datamove.testing.FaultProxy.Pass;
import org.datamove.testing.FaultProxy.Stall;
import org.junit.jupiter.api.Test;

/** Reads objects, whatever happens to connections. */
class S3SourceTest extends StoreTest {
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
