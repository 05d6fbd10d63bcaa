package org.datamove.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
  private static final String TEXT = "é,b\n1,日本😀\n";
  private static final List<String> RECORDS = List.of("1: [é] [b]", "2: [1] [日本😀]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|''|UTF-8|UTF-8",
        "{}|EFBBBF|UTF-8|UTF-8",
        "{}|FEFF|UTF-16BE|UTF-16BE",
        "{}|FFFE|UTF-16LE|UTF-16LE",
        "{'encoding': 'utf8'}|EFBBBF|UTF-8|UTF-8",
        "{'encoding': 'UTF-16'}|FEFF|UTF-16BE|UTF-16BE",
        "{'encoding': 'UTF-16'}|FFFE|UTF-16LE|UTF-16LE",
        "{'encoding': 'UTF-16'}|''|UTF-16BE|UTF-16",
        "{'encoding': 'UTF-16LE'}|''|UTF-16LE|UTF-16LE",
        "{'encoding': 'UTF-16LE'}|FFFE|UTF-16LE|UTF-16LE",
        "{'encoding': 'UTF-16BE'}|FEFF|UTF-16BE|UTF-16BE",
        "{'encoding': 'UTF-32LE'}|FFFE0000|UTF-32LE|UTF-32LE",
        "{'encoding': 'GB18030'}|''|GB18030|GB18030"
      })
  void marksAreNotPartOfTheText(String options, String mark, String writtenIn, String readIn)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(mark));
    bytes.writeBytes(TEXT.getBytes(Charset.forName(writtenIn)));
    try (CsvFile file = Reading.with(options).open(bytes.toByteArray())) {
      assertEquals(readIn, file.charset().name());
    }
    assertEquals(RECORDS, Reading.with(options).records(bytes.toByteArray()));
  }

  @Test
  void aMarkAloneIsAnEmptyFile() {
    assertEquals(List.of(), Reading.withDefaults().records(HexFormat.of().parseHex("EFBBBF")));
    assertEquals(List.of(), Reading.withDefaults().records(HexFormat.of().parseHex("FEFF")));
  }

  @Test
  void oneByteEncodingsAreNamed() {
    byte[] latin1 = "naïve,b\nÀ,ÿ\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        List.of("1: [naïve] [b]", "2: [À] [ÿ]"),
        Reading.with("{'encoding': 'ISO-8859-1'}").records(latin1));
    assertEquals(
        List.of("1: INVALID_ENCODING on 1 <>", "2: INVALID_ENCODING on 2 <>"),
        Reading.withDefaults().records(latin1));
  }

  @Test
  void bytesOutsideTheNamedEncodingAreFound() {
    assertEquals(
        List.of("1: [a]", "2: INVALID_ENCODING on 2 <>", "3: [x]"),
        Reading.with("{'encoding': 'US-ASCII'}")
            .records("a\né\nx\n".getBytes(StandardCharsets.UTF_8)));
    byte[] odd = "a\nb\n".getBytes(StandardCharsets.UTF_16LE);
    byte[] cut = java.util.Arrays.copyOf(odd, odd.length - 1);
    assertEquals(
        List.of("1: [a]", "2: INVALID_ENCODING on 2 <>"),
        Reading.with("{'encoding': 'UTF-16LE'}").records(cut));
    byte[] loneSurrogate = HexFormat.of().parseHex("61000A0000D80A00");
    assertEquals(
        List.of("1: [a]", "2: INVALID_ENCODING on 2 <>"),
        Reading.with("{'encoding': 'UTF-16LE'}").records(loneSurrogate));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "||"})
  void halfAPairOfSurrogatesIsFoundWhereJavaDecodesIt(String delimiter) {
    byte[] bytes = HexFormat.of().parseHex("000000610000000A0000D83D0000000A000000620000000A");
    assertEquals(
        List.of("1: [a]", "2: INVALID_ENCODING on 2 <>", "3: [b]"),
        Reading.with("{'encoding': 'UTF-32', 'delimiter': '" + delimiter + "'}").records(bytes));
  }
}
