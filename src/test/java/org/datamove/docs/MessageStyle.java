package org.datamove.docs;

import java.util.regex.Pattern;

/** PostgreSQL's manual, "Error Message Style Guide", as far as a pattern can tell. */
final class MessageStyle {
  /** Lower case first, but for an abbreviation, a name in quotes or a placeholder. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?:[a-z0-9\"]|[A-Z]{2,}|[A-Z][a-z]+ \\w+ is )[^\\n]*[^.!\\n]");

  private static final Pattern SENTENCES =
      Pattern.compile("[A-Z\"(0-9][^\\n]*(?:[.:?]|\\n[^\\u0000]*)", Pattern.DOTALL);

  private MessageStyle() {}

  /** One line, lower case at its start, no full stop. */
  static boolean isMessage(String text) {
    return MESSAGE.matcher(text).matches();
  }

  /** Whole sentences. */
  static boolean isSentences(String text) {
    return SENTENCES.matcher(text).matches();
  }
}
