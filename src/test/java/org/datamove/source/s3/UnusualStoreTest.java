package org.datamove.source.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.datamove.source.ObjectUrl;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.source.SourceInfo;
import org.datamove.testing.FaultProxy.Answer;
import org.datamove.testing.FaultProxy.Fault;
import org.datamove.testing.S3Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that omit what Amazon's always tells, or ignore what they are asked for. */
class UnusualStoreTest extends StoreTest {
  private static final String REPLACED =
      "object \"s3://data/x.csv\" was replaced while it was being read";
  private static final String BY_TIME =
      "Its size or time of change differs from that at the start of the move.";
  private static final String BY_TAG = "Its ETag differs from the one at the start of the move.";
  private static final String HINT = "Move the object once it is written completely.";
  private static final String TIME = "Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT\r\n";
  private static final String BODY = "id\n1\n";

  private List<Source> list(String pattern) {
    return store.listing(ObjectUrl.of(pattern), SourceAccess.UNLIMITED).list();
  }

  private List<String> paths(String pattern) {
    return list(pattern).stream().map(source -> source.info().path()).toList();
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Answer page(String content) {
    return new Answer(
        200, "", "<?xml version=\"1.0\"?><ListBucketResult>" + content + "</ListBucketResult>");
  }

  private static String object(String key, String rest) {
    return "<Contents><Key>" + key + "</Key>" + rest + "</Contents>";
  }

  /** HEAD and GET get these headers; the body's length is told too. */
  private static Fault object(String request, String head, String get, String body) {
    return new Answer(200, request.startsWith("HEAD") ? head : get, body);
  }

  @Test
  void filesThatWerePutIntoTheDirectoryOfAStoreByHand(@TempDir Path directory) throws IOException {
    Path file = Files.createDirectories(directory.resolve("data/in")).resolve("a.csv");
    Files.writeString(file, BODY);
    try (S3Server files = S3Server.ofFiles(directory);
        S3Store other = store(files.endpoint(), S3Server.ACCESS_KEY, S3Server.SECRET_KEY)) {
      ObjectUrl pattern = ObjectUrl.of("s3://data/in/*.csv");
      List<Source> found = other.listing(pattern, SourceAccess.UNLIMITED).list();
      assertEquals(1, found.size());
      Source source = found.get(0);
      SourceInfo info = source.info();
      assertEquals("s3://data/in/a.csv", info.path());
      assertEquals(BODY.length(), info.bytes());
      assertEquals(BODY, text(source.open()));
      source.ensureUnchanged(info);
      Files.writeString(file, "id\n2\n");
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
      assertFailure(
          "UD005",
          REPLACED.replace("x.csv", "in/a.csv"),
          BY_TIME,
          HINT,
          () -> source.ensureUnchanged(info));
      assertFailure(
          "UD005", REPLACED.replace("x.csv", "in/a.csv"), BY_TIME, HINT, () -> read(source));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<Size>5</Size>", "<ETag>\"e\"</ETag>"})
  void whatTheListingOmitsIsAsked(String told) throws IOException {
    proxy.script(
        request ->
            request.contains("list-type=2")
                ? page(object("x.csv", told))
                : object(request, "ETag: \"e\"\r\n", "ETag: \"e\"\r\n", BODY));
    Source source = list("s3://data/*.csv").get(0);
    SourceInfo info = source.info();
    assertEquals(new SourceInfo("s3://data/x.csv", 5, "\"e\""), info);
    assertEquals(BODY, text(source.open()));
    source.ensureUnchanged(info);
  }

  @Test
  void whatTheListingTellsIsTaken() throws IOException {
    String told =
        "<Size>5</Size><ETag>\"e\"</ETag><LastModified>2026-11-26T18:00:00.123Z</LastModified>";
    proxy.script(
        request ->
            request.contains("list-type=2")
                ? page(object("x.csv", told))
                : object(request, TIME, TIME, BODY));
    Source source = list("s3://data/*.csv").get(0);
    assertEquals(BODY, text(source.open()));
    source.ensureUnchanged(source.info());
    assertEquals("\"e\"", header(proxy.requests().get(1), "If-Match"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        // HEAD                | GET                   | condition
        "ETag: \"e\"           | ETag: \"e\"           | \"e\"",
        "ETag: \"e\"           | X: 1                  | \"e\"",
        "ETag: e               | ETag: e               | e",
        "ETag: W/\"e\"         | ETag: W/\"e\"         | ",
        "Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT | Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT |",
        "Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT | ETag: \"e\" |"
      })
  void anObjectIsPinnedByWhatThereIs(String head, String get, String condition) throws IOException {
    proxy.script(request -> object(request, head + "\r\n", get + "\r\n", BODY));
    Source source = source("x.csv");
    SourceInfo info = source.info();
    assertEquals(BODY, text(source.open()));
    source.ensureUnchanged(info);
    assertEquals(condition, header(proxy.requests().get(1), "If-Match"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "ETag: \"e\" | ETag: \"f\" | id,1",
        "ETag: \"e\" | ETag: \"e\" | longer",
        "ETag: W/\"e\" | ETag: W/\"f\" | id,1",
        "Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT | Last-Modified: Thu, 26 Nov 2026 18:00:01 GMT | id,1",
        "Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT | Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT | id",
        "Last-Modified: Thu, 26 Nov 2026 18:00:00 GMT | X: 1 | id,12"
      })
  void anotherContentIsToldThoughTheStoreIgnoresConditions(String head, String get, String body) {
    proxy.script(
        request ->
            request.startsWith("HEAD")
                ? new Answer(200, head + "\r\n", "id,1")
                : new Answer(200, get + "\r\n", body));
    Source source = source("x.csv");
    source.info();
    String detail = head.startsWith("ETag") ? BY_TAG : BY_TIME;
    assertFailure("UD005", REPLACED, detail, HINT, () -> read(source));
  }

  @Test
  void whatCannotBePinnedIsNotRead() {
    proxy.script(request -> object(request, "", "", BODY));
    assertFailure(
        "UD005",
        "could not read \"s3://data/x.csv\"",
        "\"" + proxy.endpoint() + "\" gives neither its ETag nor the time of its last change.",
        null,
        () -> source("x.csv").info());
  }

  /** A store that answers with the whole object again, where the rest of it is asked for. */
  @Test
  void aStoreThatKnowsNoRanges() {
    proxy.script(
        request ->
            request.startsWith("HEAD")
                ? new Answer(200, "ETag: \"e\"\r\n", "x".repeat(1000))
                : request.contains("bytes=")
                    ? new Answer(200, "ETag: \"e\"\r\n", "x".repeat(1000))
                    : new Answer(200, "ETag: \"e\"\r\n", "x".repeat(1000), 500));
    assertFailure(
        "UD005",
        "could not read \"s3://data/x.csv\"",
        "\"" + proxy.endpoint() + "\" broke off and does not go on from byte 500.",
        null,
        () -> read(source("x.csv")));
  }

  @Test
  void aListingThatDoesNotSayHowItGoesOn() {
    proxy.script(request -> page("<IsTruncated>true</IsTruncated>" + object("x.csv", "")));
    assertFailure(
        "UD005",
        "could not list \"s3://data/*.csv\"",
        "\"" + proxy.endpoint() + "\" says that there are more names, but not how to get them.",
        null,
        () -> list("s3://data/*.csv"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void aListingThatGoesInACircle(int length) {
    proxy.script(
        request ->
            page(
                "<IsTruncated>true</IsTruncated><NextContinuationToken>t"
                    + proxy.requests().size() % length
                    + "</NextContinuationToken>"
                    + object("x.csv", "")));
    assertFailure(
        "UD005",
        "could not list \"s3://data/*.csv\"",
        "\"" + proxy.endpoint() + "\" gives the same names again and again.",
        null,
        () -> list("s3://data/*.csv"));
    assertTrue(proxy.requests().size() < 40);
  }

  @Test
  void pagesWithoutANameAndNamesOutOfOrderOrTwice() {
    String rest = "<Size>5</Size><ETag>\"e\"</ETag>";
    proxy.script(
        request -> {
          int number = proxy.requests().size();
          String next =
              number == 5 ? "" : "<NextContinuationToken>t" + number + "</NextContinuationToken>";
          return page(
              next
                  + switch (number) {
                    case 2 -> object("b.csv", rest) + object("a.csv", rest);
                    case 4 -> object("a.csv", rest) + object("A.csv", rest) + "<Contents/>";
                    default -> "";
                  });
        });
    assertEquals(
        List.of("s3://data/A.csv", "s3://data/a.csv", "s3://data/b.csv"), paths("s3://data/*.csv"));
    assertEquals(5, proxy.requests().size());
  }

  @Test
  void keysAsUrlsWriteThem() {
    String rest = "<Size>5</Size><ETag>\"e\"</ETag>";
    proxy.script(
        request ->
            page(
                "<EncodingType>url</EncodingType>"
                    + object("a%20b%2Bc.csv", rest)
                    + object("%E6%97%A5+%25.csv", rest)
                    + object("n%0Al.csv", rest)));
    assertEquals(
        List.of("s3://data/a b+c.csv", "s3://data/n\nl.csv", "s3://data/日 %.csv"),
        paths("s3://data/*.csv"));
  }

  @Test
  void oddKeysAreListedAndRead() throws IOException {
    List<String> keys = List.of(" b&c=d?e#f.csv", "%2e%2e.csv", "+.csv", "a b.csv", "日本.csv");
    for (String key : keys) {
      server.put(BUCKET, "odd/" + key, key);
    }
    assertEquals(
        keys.stream().map(key -> "s3://data/odd/" + key).toList(), paths("s3://data/odd/*.csv"));
    for (int i = 0; i < keys.size(); i++) {
      assertArrayEquals(
          keys.get(i).getBytes(StandardCharsets.UTF_8), read(list("s3://data/odd/*.csv").get(i)));
    }
  }
}
