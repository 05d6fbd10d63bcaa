package org.datamove.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.datamove.error.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "UTF-8, größe, 6772c3b6c39f65",
    "ISO-8859-1, größe, 6772f6df65",
    "UTF-8, 日本, e697a5e69cac",
    "x-eucJP-Open, 日本, c6fccbdc",
    "UTF-8, a😀, 61f09f9880",
    "UTF-8, é b%20+#?;, c3a92062253230" + "2b233f3b"
  })
  void aTextNamesItsBytesInTheEncoding(String charset, String text, String bytes) {
    FileNames names = new FileNames(Charset.forName(charset));
    Path expected = FileNames.path(HexFormat.of().parseHex(bytes));
    assertEquals(expected, names.path(text));
    assertEquals(Path.of("/d").resolve(expected), names.path("/d/" + text));
    assertEquals(text, names.text(expected));
    assertEquals("/d/" + text, names.text(Path.of("/d").resolve(expected)));
  }

  /** Whatever bytes a name has, the text that is made of it leads back to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-8", "ISO-8859-1", "windows-1252", "x-eucJP-Open", "GBK", "x-windows-949"})
  void everyNameCanBeNamed(String charset) {
    FileNames names = new FileNames(Charset.forName(charset));
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(6)];
      random.nextBytes(bytes);
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = bytes[j] == 0 || bytes[j] == '/' ? (byte) 0xC3 : bytes[j];
      }
      Path path = FileNames.path(bytes);
      String text = names.text(path);
      assertEquals(path, names.path(text), HexFormat.of().formatHex(bytes));
      String shown = FileNames.shown(text);
      assertEquals(
          shown, new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
  }

  @Test
  void bytesThatAreNoTextAreShownAsSuch() {
    Path path = FileNames.path(HexFormat.of().parseHex("61ff62c3"));
    assertEquals("a\\xffb\\xc3", FileNames.shown(FileNames.UTF8.text(path)));
    assertEquals("é", FileNames.shown("é"));
    assertEquals("a\\xff", FileNames.shown("a\\xff"));
  }

  @Test
  void whatIsNoName() {
    for (String text : new String[] {"a\0b", "é\0", "\0"}) {
      assertThrows(RequestException.class, () -> FileNames.UTF8.path(text));
    }
    FileNames latin = new FileNames(StandardCharsets.ISO_8859_1);
    assertEquals(
        "\"日\" is not a file path",
        assertThrows(RequestException.class, () -> latin.path("日")).failure().message());
  }
}
