package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.datamove.request.CsvOptions;
import org.datamove.request.EscapeDialect;
import org.datamove.request.HeaderMatch;
import org.datamove.request.HeaderOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The byte reader gives what Apache Commons CSV gives: records, lines, problems, raw text. */
class PlainReaderTest {
  private static final String[] PIECES = {
    ",",
    ",",
    ";",
    "\"",
    "\"\"",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "a",
    "bc",
    " ",
    "é",
    "日本",
    "😀",
    "\\",
    "\t",
    "1",
    "\"x\"",
    "\"a,b\"",
    "\"l\nm\"",
    "\"\"\"q\"\"\"",
    "NULL",
    "\0",
    "\u00ff"
  };

  /** One for all rounds, as it is for all files: to clear a new one takes longer than to read. */
  private static final byte[] BUFFER = new byte[PlainReader.BUFFER_BYTES];

  @Test
  void randomTextIsReadAlike() throws IOException {
    Random random = new Random(1);
    for (int round = 0; round < 200_000; round++) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(14);
      for (int i = 0; i < pieces; i++) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0 && random.nextInt(10) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      String nullText = random.nextInt(4) == 0 ? "NULL" : "";
      List<String> nulls = random.nextInt(4) == 0 ? List.of("1", nullText) : List.of(nullText);
      alike(bytes, ",", nulls, random.nextInt(3) == 0 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ISO-8859-1", "US-ASCII", "windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32",
        "UTF-32LE", "GB18030", "Shift_JIS", "ISO-2022-JP", "EUC-KR", "Big5-HKSCS", "CESU-8"
      })
  void textInOtherEncodingsIsReadAlike(String name) throws IOException {
    Charset encoding = Charset.forName(name);
    Random random = new Random(3);
    for (int round = 0; round < 1_500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      byte[] bytes = text.toString().getBytes(encoding);
      for (int i = random.nextInt(3); bytes.length > 0 && i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      alike(bytes, encoding, ",", List.of(""), random.nextInt(3) == 0 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16LE", "GB18030"})
  void longRecordsInOtherEncodingsAreReadAlike(String name) throws IOException {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder("a,b,c\n");
    while (text.length() < 300_000) {
      text.append(random.nextInt(1000)).append(",\"").append("é".repeat(random.nextInt(40_000)));
      text.append("\"\"\r\n x\",").append(random.nextBoolean() ? "\n" : "\r\n");
    }
    alike(text.toString().getBytes(name), Charset.forName(name), ",", List.of(""), 0);
  }

  @Test
  void recordsAcrossBuffersAreReadAlike() throws IOException {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder("a,b,c\n");
    while (text.length() < 1_500_000) {
      String filler = "x".repeat(random.nextInt(40_000));
      text.append(random.nextInt(1000)).append(",\"").append(filler).append("\"\"\r\n é\",");
      text.append(random.nextInt(3) == 0 ? "" : "z").append(random.nextBoolean() ? "\n" : "\r\n");
    }
    alike(text.toString().getBytes(StandardCharsets.UTF_8), ",", List.of(""), 0);
  }

  @Test
  void aMarkAndSkippedLinesAreNoRecords() throws IOException {
    alike("\uFEFFskip \"me\r\na;b\n1;2".getBytes(StandardCharsets.UTF_8), ";", List.of(""), 1);
    alike("\uFEFF".getBytes(StandardCharsets.UTF_8), ";", List.of(""), 0);
    alike(
        ("s".repeat(700_000) + "\r\na;b\n").getBytes(StandardCharsets.UTF_8), ";", List.of(""), 1);
  }

  @Test
  void onlyPlainDialectsAreTaken() {
    assertTrue(PlainReader.reads(dialect(",", List.of(""), 0, false)));
    for (String other : List.of("||", "é")) {
      assertEquals(false, PlainReader.reads(dialect(other, List.of(""), 0, false)));
    }
  }

  /** Parsed anew at each byte it would take hours. */
  @Test
  void aLongRecordIsNotParsedForEachPieceOfItsSource() throws IOException {
    byte[] bytes = ("a,b\n1,\"" + "x\n".repeat(1 << 20) + "\"\n").getBytes(StandardCharsets.UTF_8);
    InputStream pieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, 1);
          }
        };
    Records records =
        new PlainReader(
            pieces, dialect(",", List.of(""), 0, false), new byte[PlainReader.BUFFER_BYTES]);
    Row row = new Row();
    assertTrue(records.next(row, 1));
    assertTrue(records.next(row, 2));
    assertEquals(2 << 20, row.text(1).length());
    assertFalse(records.next(row, 3));
  }

  private static Dialect dialect(
      String delimiter, List<String> nulls, int skipLines, boolean lenient) {
    return new Dialect(
        delimiter,
        false,
        new CsvOptions(
            delimiter,
            '"',
            null,
            EscapeDialect.COPY,
            nulls,
            null,
            skipLines,
            new HeaderOption.Present(),
            Map.of(),
            HeaderMatch.EXACT,
            1000,
            null,
            lenient));
  }

  private static void alike(byte[] bytes, String delimiter, List<String> nulls, int skipLines)
      throws IOException {
    alike(bytes, null, delimiter, nulls, skipLines);
  }

  private static void alike(
      byte[] bytes, Charset encoding, String delimiter, List<String> nulls, int skipLines)
      throws IOException {
    for (boolean lenient : new boolean[] {false, true}) {
      Dialect dialect = dialect(delimiter, nulls, skipLines, lenient);
      Records commons = new RecordReader(DecodedText.of(bytes, encoding), dialect);
      BufferedInputStream in = new BufferedInputStream(slowly(bytes));
      Charset charset = ByteOrderMark.skip(in, encoding);
      InputStream utf8 = encoding == null ? in : new Utf8Stream(in, charset);
      Records plain = new PlainReader(utf8, dialect, BUFFER);
      int expected = bytes.length % 4;
      commons.expect(expected);
      plain.expect(expected);
      assertEquals(
          all(commons),
          all(plain),
          () -> new String(bytes, charset) + (lenient ? " (lenient)" : ""));
    }
  }

  /** Gives a few bytes at a time, so that records end at every place in the buffer. */
  private static InputStream slowly(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, bytes.length > 1000 ? length : Math.min(length, 3));
      }
    };
  }

  private static String shown(RawRecord record) {
    return record.text() == null ? HexFormat.of().formatHex(record.bytes()) : record.text();
  }

  private static List<String> all(Records records) throws IOException {
    List<String> all = new ArrayList<>();
    Row row = new Row();
    while (records.next(row, all.size() + 1)) {
      StringBuilder text = new StringBuilder();
      text.append(row.number()).append(" on ").append(row.line()).append(": ");
      if (row.problem() != null) {
        text.append(row.problem()).append(" repair ").append(row.repair());
      } else {
        for (int i = 0; i < row.fields(); i++) {
          text.append('[').append(row.text(i)).append(']');
        }
        text.append(" kept ").append(row.keptQuote());
      }
      text.append(" raw ")
          .append(shown(records.record()))
          .append(records.isBlank() ? " blank" : "");
      all.add(text.toString());
    }
    return all;
  }
}
