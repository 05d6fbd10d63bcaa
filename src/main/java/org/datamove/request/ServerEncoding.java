package org.datamove.request;

import java.nio.charset.Charset;
import java.util.Map;
import org.datamove.source.FileNames;

/**
 * PostgreSQL's names of encodings (its manual, 24.3.1) and what Java calls a set of characters that
 * has at least all of theirs.
 */
public final class ServerEncoding {
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("LATIN1", "ISO-8859-1"),
          Map.entry("LATIN2", "ISO-8859-2"),
          Map.entry("LATIN3", "ISO-8859-3"),
          Map.entry("LATIN4", "ISO-8859-4"),
          Map.entry("LATIN5", "ISO-8859-9"),
          Map.entry("LATIN7", "ISO-8859-13"),
          Map.entry("LATIN9", "ISO-8859-15"),
          Map.entry("WIN866", "IBM866"),
          Map.entry("WIN874", "x-windows-874"),
          Map.entry("KOI8R", "KOI8-R"),
          Map.entry("KOI8U", "KOI8-U"),
          Map.entry("EUC_JP", "x-eucJP-Open"),
          Map.entry("EUC_CN", "GBK"),
          Map.entry("EUC_KR", "x-windows-949"),
          Map.entry("EUC_TW", "x-EUC-TW"));

  private ServerEncoding() {}

  /**
   * The characters that a database can hold.
   *
   * @param name its encoding as PostgreSQL calls it, or null
   * @return null where it holds every one, where it takes bytes as they are (SQL_ASCII), or where
   *     Java does not know it
   */
  public static Charset charset(String name) {
    if (name == null) {
      return null;
    }
    String java =
        name.startsWith("WIN125")
            ? name.replace("WIN", "windows-")
            : name.startsWith("ISO_8859_") ? name.replace('_', '-') : OTHERS.get(name);
    return java != null && Charset.isSupported(java) ? Charset.forName(java) : null;
  }

  /** Whether a database takes bytes as they are, and knows of no character beyond ASCII. */
  public static boolean isOfBytes(String name) {
    return "SQL_ASCII".equals(name);
  }

  /** How texts name files in a database with an encoding, null where that is not known. */
  public static FileNames fileNames(String name) {
    Charset charset = charset(name);
    return charset == null ? FileNames.UTF8 : new FileNames(charset);
  }
}
