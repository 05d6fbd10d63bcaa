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
  private static final Map<String, String> OF_POSTGRESQL =
      Map.ofEntries(
          Map.entry("ABC", "windows-1258"),
          Map.entry("ALT", "IBM866"),
          Map.entry("EUCCN", "GB2312"),
          Map.entry("EUCKR", "EUC-KR"),
          Map.entry("EUCTW", "x-EUC-TW"),
          Map.entry("JOHAB", "x-Johab"),
          Map.entry("KOI8", "KOI8-R"),
          Map.entry("KOI8R", "KOI8-R"),
          Map.entry("KOI8U", "KOI8-U"),
          Map.entry("LATIN6", "ISO-8859-10"),
          Map.entry("LATIN7", "ISO-8859-13"),
          Map.entry("LATIN8", "ISO-8859-14"),
          Map.entry("LATIN10", "ISO-8859-16"),
          Map.entry("MSKANJI", "windows-31j"),
          Map.entry("SHIFTJIS2004", "x-SJIS_0213"),
          Map.entry("TCVN", "windows-1258"),
          Map.entry("TCVN5712", "windows-1258"),
          Map.entry("UHC", "x-windows-949"),
          Map.entry("VSCII", "windows-1258"),
          Map.entry("WIN", "windows-1251"),
          Map.entry("WIN866", "IBM866"),
          Map.entry("WIN874", "x-windows-874"),
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
    String plain = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    plain = plain.replaceFirst("^WINDOWS(?=[0-9])", "WIN");
    String java =
        plain.matches("WIN125[0-8]")
            ? "windows-" + plain.substring("WIN".length())
            : plain.matches("ISO8859[0-9]{1,2}")
                ? "ISO-8859-" + plain.substring("ISO8859".length())
                : OF_POSTGRESQL.get(plain);
    return java == null ? null : charset(java);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
