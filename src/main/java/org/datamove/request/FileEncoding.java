package org.datamove.request;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

/**
 * The encoding of a file by whatever name people know it: the standard one, or PostgreSQL's (its
 * manual, 24.3.1), of which case and everything but letters and digits is without meaning.
 */
final class FileEncoding {
  /** Other names of encodings than those that {@link ServerEncoding} and Java know. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("ABC", "WIN1258"),
          Map.entry("ALT", "WIN866"),
          Map.entry("MSKANJI", "windows-31j"),
          Map.entry("SHIFTJIS2004", "x-SJIS_0213"),
          Map.entry("TCVN", "WIN1258"),
          Map.entry("TCVN5712", "WIN1258"),
          Map.entry("UHC", "x-windows-949"),
          Map.entry("VSCII", "WIN1258"),
          Map.entry("WIN", "WIN1251"),
          Map.entry("WIN932", "windows-31j"),
          Map.entry("WIN936", "GBK"),
          Map.entry("WIN949", "x-windows-949"),
          Map.entry("WIN950", "x-windows-950"));

  private FileEncoding() {}

  /** The encoding with a name, or null where there is none. */
  static Charset named(String name) {
    Charset standard = charset(name);
    if (standard != null) {
      return standard;
    }
    String plain =
        name.toUpperCase(Locale.ROOT)
            .replaceAll("[^A-Z0-9]", "")
            .replaceFirst("^WINDOWS(?=[0-9])", "WIN")
            .replaceFirst("^ISO8859(?=[0-9])", "ISO-8859-");
    String known = ALIASES.getOrDefault(plain, plain);
    Charset ofServer = ServerEncoding.charset(known);
    return ofServer == null ? charset(known) : ofServer;
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
