package org.datamove.source.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.datamove.source.ObjectUrl;
import org.datamove.source.RoleSources;
import org.datamove.source.SourceAccess;
import org.datamove.testing.FaultProxy.Pass;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finds objects by a pattern of their keys. */
class S3ListingTest extends StoreTest {
  private static final RoleSources BOB =
      new RoleSources("bob", true, false, List.of("s3://data/l/bob"));

  private List<String> list(String pattern, SourceAccess access) {
    return store.listing(ObjectUrl.of(pattern), access).list().stream()
        .map(source -> source.info().path())
        .toList();
  }

  @BeforeAll
  static void put() {
    for (String key :
        List.of("l/b.csv", "l/a.csv", "l/ü.csv", "l/deep/c.csv", "l/bob/x.csv", "l/bobby/y.csv")) {
      server.put(BUCKET, key, key);
    }
  }

  @Test
  void listsInTheOrderOfBytes() {
    assertEquals(
        List.of("s3://data/l/a.csv", "s3://data/l/b.csv", "s3://data/l/ü.csv"),
        list("s3://data/l/*.csv", SourceAccess.UNLIMITED));
    assertEquals(
        List.of("s3://data/l/bob/x.csv", "s3://data/l/bobby/y.csv", "s3://data/l/deep/c.csv"),
        list("s3://data/l/*/?.csv", SourceAccess.UNLIMITED));
    assertEquals(List.of(), list("s3://data/l/none*", SourceAccess.UNLIMITED));
  }

  @Test
  void asksForNoMoreNamesThanItNeeds() {
    list("s3://data/l/*.csv", SourceAccess.UNLIMITED);
    String request = proxy.requests().get(0).lines().findFirst().orElseThrow();
    assertTrue(request.contains("prefix=l%2F") && request.contains("delimiter=%2F"), request);
  }

  @Test
  void listsMoreThanOnePage() {
    for (int i = 0; i < 1_100; i++) {
      server.put(BUCKET, "pages/%04d".formatted(i), "");
    }
    List<String> all = list("s3://data/pages/*", SourceAccess.UNLIMITED);
    assertEquals(1_100, all.size());
    assertEquals("s3://data/pages/1099", all.get(1_099));
    assertEquals(2, proxy.requests().size());
  }

  @Test
  void listsNothingThatTheCallerMayNotRead() {
    SourceAccess access = new SourceAccess(List.of(BOB), null);
    assertEquals(List.of("s3://data/l/bob/x.csv"), list("s3://data/l/bob/*", access));
    proxy.script(request -> new Pass());
    for (String pattern :
        List.of("s3://data/*", "s3://data/l/*", "s3://data/l/bo*", "s3://other/*")) {
      assertFailure(
          "42501",
          "permission denied to read \"" + pattern + "\"",
          "Role \"bob\" has no entry in datamove.allowed_source that covers it.",
          "Superusers allow buckets and prefixes of keys with datamove.allow_source(prefix, role).",
          () -> list(pattern, access));
    }
    assertEquals(List.of(), proxy.requests(), "nobody is asked");
    assertEquals(
        List.of("s3://data/l/bob/x.csv"),
        list("s3://data/l/bob*/*", access),
        "names that only begin like the prefix do not match");
  }

  @Test
  void keysWithDotsAreNoMatch() {
    server.put(BUCKET, "dots/../x.csv", "");
    server.put(BUCKET, "dots/y/x.csv", "");
    assertEquals(
        List.of("s3://data/dots/y/x.csv"), list("s3://data/dots/*/x.csv", SourceAccess.UNLIMITED));
  }
}
