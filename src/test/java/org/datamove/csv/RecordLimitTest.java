package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record of exactly as many bytes as the limit allows is read, one of a byte more is not. */
class RecordLimitTest {
  private static final String PLAIN = "{}";
  private static final String RECORDS = "{'comment': '#'}";

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", ""})
  void theLimitIsExact(String end) {
    limit(PLAIN, "x", "a,b\n", "", end);
  }

  @Test
  void inQuotesAndInAHeaderToo() {
    limit(PLAIN, "x", "a,b\n", "\"", "\n");
    limit(PLAIN, "x", "", "", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "😀"})
  void itCountsBytes(String character) {
    limit(PLAIN, character, "a,b\n", "", "\n");
    limit(RECORDS, character, "a,b\n", "", "\n");
  }

  private static void limit(
      String options, String character, String before, String quote, String end) {
    int bytes = utf8(character).length;
    int others = "1,".length() + 2 * quote.length();
    int room = Records.MAX_BYTES - others;
    String value = character.repeat(room / bytes) + "x".repeat(room % bytes);
    String after = end.isEmpty() ? "" : "2,y" + end;
    String fits = before + "1," + quote + value + quote + end + after;
    assertEquals(lines(before, "ok", !after.isEmpty()), read(options, utf8(fits)));
    String longer = before + "1," + quote + value + "x" + quote + end + after;
    assertEquals(lines(before, "RECORD_TOO_LONG", false), read(options, utf8(longer)));
  }

  private static List<String> lines(String before, String last, boolean after) {
    List<String> lines = new ArrayList<>();
    if (!before.isEmpty()) {
      lines.add("ok");
    }
    lines.add(last);
    if (after) {
      lines.add("ok");
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "windows-1252"})
  void otherEncodingsHaveTheSameLimit(String charset) {
    String options = "{'encoding': '" + charset + "'}";
    String value = "é".repeat(Records.MAX_BYTES / 2 - 1);
    Charset encoding = Charset.forName(charset);
    assertEquals(List.of("ok", "ok"), read(options, ("a,b\n1," + value + "\n").getBytes(encoding)));
    assertEquals(
        List.of("ok", "RECORD_TOO_LONG"),
        read(options, ("a,b\n1," + value + "x\n").getBytes(encoding)));
  }

  @ParameterizedTest
  @CsvSource({"0, ok", "1, RECORD_TOO_LONG"})
  void compressionMakesNoDifference(int more, String expected) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(utf8("a\n" + "z".repeat(Records.MAX_BYTES + more) + "\n"));
    }
    assertEquals(List.of("ok", expected), read("{'max_expansion': 100000}", bytes.toByteArray()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> read(String options, byte[] bytes) {
    List<String> records = new ArrayList<>();
    try (CsvFile file = Reading.with(options).open(bytes)) {
      records.add(shown(file.firstRecord()));
      Row row = new Row();
      while (file.next(row)) {
        records.add(shown(row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  private static String shown(Row row) {
    return row.problem() == null ? "ok" : row.problem().kind().name();
  }
}
