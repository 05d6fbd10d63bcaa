package org.datamove.request;

import java.util.Map;
import org.datamove.error.Hint;
import org.datamove.error.RequestException;

/** Combinations of dialect options that cannot be read back. The rules are those of COPY. */
final class DialectRules {
  private DialectRules() {}

  static void check(CsvOptions csv) {
    String delimiter = csv.delimiter();
    if (delimiter != null) {
      for (int i = 0; i < delimiter.length(); i++) {
        char c = delimiter.charAt(i);
        if (c == '\n' || c == '\r') {
          throw refuse("option \"delimiter\" cannot hold a line end");
        }
        if (csv.quote() != null && c == csv.quote()) {
          throw refuse("options \"delimiter\" and \"quote\" must differ");
        }
      }
      if (csv.nulls().stream().anyMatch(text -> text.contains(delimiter))) {
        throw refuse("the delimiter cannot appear in option \"null\"");
      }
    }
    if (csv.quote() != null && csv.nulls().stream().anyMatch(text -> has(text, csv.quote()))) {
      throw refuse("the quote character cannot appear in option \"null\"");
    }
    if (csv.nulls().stream().anyMatch(text -> has(text, '\n') || has(text, '\r'))) {
      throw refuse("option \"null\" cannot hold a line end");
    }
    if (csv.comment() != null && csv.comment().equals(csv.quote())) {
      throw refuse("options \"comment\" and \"quote\" must differ");
    }
    if (csv.comment() != null && delimiter != null && delimiter.indexOf(csv.comment()) >= 0) {
      throw refuse("options \"comment\" and \"delimiter\" must differ");
    }
    if (csv.escape() != null && delimiter != null && delimiter.indexOf(csv.escape()) >= 0) {
      throw refuse("options \"escape\" and \"delimiter\" must differ");
    }
    if (csv.escape() != null && csv.escape().equals(csv.comment())) {
      throw refuse("options \"escape\" and \"comment\" must differ");
    }
    checkEscapes(csv);
  }

  private static void checkEscapes(CsvOptions csv) {
    boolean backslash = csv.escapeDialect() == EscapeDialect.BACKSLASH;
    if (csv.escape() == null) {
      if (backslash) {
        throw refuse("option \"escape_dialect\" needs an escape character");
      }
      return;
    }
    if (csv.quote() == null && !backslash) {
      throw RequestException.invalid(
          "option \"escape\" has no meaning without a quote character",
          null,
          Hint.options(
              "To have escapes read outside quotes too, set",
              Map.of("escape_dialect", "backslash")));
    }
    if (backslash && csv.escape().equals(csv.quote())) {
      throw refuse(
          "options \"escape\" and \"quote\" must differ with \"escape_dialect\": \"backslash\"");
    }
    // Behind the escape character these have another meaning.
    if (backslash
        && csv.delimiter() != null
        && csv.delimiter().length() == 1
        && csv.delimiter().matches("[a-z0-9N.]")) {
      throw refuse(
          "delimiter cannot be \"" + csv.delimiter() + "\" with \"escape_dialect\": \"backslash\"");
    }
  }

  private static boolean has(String text, char c) {
    return text.indexOf(c) >= 0;
  }

  private static RequestException refuse(String message) {
    return RequestException.invalid(message, null, null);
  }
}
