package org.datamove.csv;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/** Finds out whether a text is one of those that come in place of a table, by its first lines. */
final class TextShape {
  private static final int LOOKED_AT_CHARS = 4096;

  private static final Pattern SQL =
      Pattern.compile(
          "(?i)(?:\\s|--[^\\n]*\\n|/\\*(?s:.*?)\\*/;?)*+(?:"
              + "\\\\(?:restrict|connect|encoding)\\s"
              + "|COPY\\s+[\\w\".]+\\s*(?:\\([^)]*\\))?\\s*FROM\\s+(?:stdin|program|')"
              + "|INSERT\\s+(?:IGNORE\\s+)?INTO\\s+\\S+\\s*(?:\\(|VALUES|SELECT|DEFAULT)"
              + "|(?:CREATE|DROP|ALTER)\\s+(?:OR\\s+REPLACE\\s+|TEMP\\w*\\s+|UNLOGGED\\s+|UNIQUE\\s+)?"
              + "(?:TABLE|DATABASE|SCHEMA|EXTENSION|FUNCTION|TYPE|INDEX|VIEW|SEQUENCE|ROLE)\\s+\\S+[\\s;(]"
              + "|SET\\s+[\\w.@]+\\s*(?:=|\\sTO\\s)[^;\\n]*;"
              + "|(?:BEGIN|BEGIN\\s+TRANSACTION|START\\s+TRANSACTION)\\s*;"
              + "|PRAGMA\\s+\\w+\\s*="
              + "|SELECT\\s+pg_catalog\\.)");

  private static final Pattern SQL_DUMP =
      Pattern.compile(
          "--\\s*(?:\\n--\\s)?(?:PostgreSQL database|MySQL|MariaDB|SQLite) ?[\\w ]*dump");

  private static final Pattern LISTING =
      Pattern.compile(
          "(?:total \\d+\\s*\\n)?[-dlbcps][-rwxsStT]{9}[.+@]? +\\d+ +\\S+ "
              + "|\\s*Volume in drive [A-Z]\\b"
              + "|(?:\\d\\d-\\d\\d-\\d{2,4} +\\d\\d:\\d\\d ?[AP]M +(?:<DIR>|\\d+) +\\S[^\\n]*\\n?)+"
              + "|(?: *PRE \\S+/\\s*\\n|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +\\d+ [^\\s,;|]+\\s*(?:\\n|$))+$");

  private static final Pattern HTTP = Pattern.compile("HTTP/\\d(?:\\.\\d)? [1-5]\\d\\d\\b");

  private static final Pattern STATUS =
      Pattern.compile("(?:Error )?[45]\\d\\d:? [A-Z][A-Za-z' -]{2,40}\\.?");

  private static final Pattern MAIL_LINES =
      Pattern.compile("(?:[A-Z][A-Za-z-]*: [^\\n]*\\n(?:[ \\t][^\\n]*\\n)*){2,}\\s*\\n");

  private static final Pattern MAIL_NAME =
      Pattern.compile(
          "(?m)^(?:MIME-Version|Received|Return-Path|Message-ID|Delivered-To|Content-Type|"
              + "Content-Disposition|Content-Transfer-Encoding): ",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FORM =
      Pattern.compile("--\\S+\\n(?i:Content-(?:Disposition|Type): )");

  private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z0-9 ]+-----\\s*\\n");

  private TextShape() {}

  /**
   * What a text is.
   *
   * @param text the beginning of a file, without skipped lines
   * @param whole whether that is all of it
   * @return null where it may be CSV
   */
  static FileFormat of(String text, boolean whole, CsvOptions options) {
    boolean all = whole && text.length() <= LOOKED_AT_CHARS;
    String begin =
        text.substring(0, Math.min(text.length(), LOOKED_AT_CHARS))
            .replace("\r\n", "\n")
            .stripLeading();
    if (begin.startsWith("version https://git-lfs.github.com/spec/")) {
      return FileFormat.GIT_LFS;
    }
    if (begins(HTTP, begin)) {
      return FileFormat.HTTP_RESPONSE;
    }
    if (begins(PEM, begin)) {
      return FileFormat.PEM;
    }
    if (begin.startsWith("BEGIN:VCALENDAR\n") || begin.startsWith("BEGIN:VCARD\n")) {
      return FileFormat.CALENDAR;
    }
    if (begins(FORM, begin) || isMail(begin)) {
      return FileFormat.MAIL;
    }
    boolean comments = options.comment() != null;
    if (begin.startsWith("#!/") && !comments) {
      return FileFormat.SCRIPT;
    }
    if (begins(SQL_DUMP, begin) || begins(SQL, begin)) {
      return FileFormat.SQL_SCRIPT;
    }
    boolean named = options.header() instanceof HeaderOption.Present;
    if (named && begins(LISTING, all ? begin : wholeLines(begin))) {
      return FileFormat.LISTING;
    }
    boolean status = named && all && STATUS.matcher(begin.strip()).matches();
    return status ? FileFormat.HTTP_RESPONSE : null;
  }

  private static String wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static boolean begins(Pattern pattern, String text) {
    return pattern.matcher(text).lookingAt();
  }

  private static boolean isMail(String text) {
    Matcher lines = MAIL_LINES.matcher(text);
    return lines.lookingAt() && MAIL_NAME.matcher(lines.group()).find();
  }
}
