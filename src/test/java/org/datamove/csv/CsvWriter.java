package org.datamove.csv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.datamove.json.Json;

/**
 * Writes records in a dialect, quoting now and then what need not be quoted.
 *
 * @param quote a character, or {@code none}
 * @param escape a character, or null for none
 * @param comment a character, or null for none
 */
record CsvWriter(String delimiter, String quote, String escape, String comment, String nullText) {

  /** Whether the characters differ as they must. */
  boolean isPossible() {
    boolean escapeClashes = escape != null && (escape.equals(delimiter) || !isQuoting());
    boolean nullClashes = nullText.contains(quote) || (escape != null && nullText.contains(escape));
    return !escapeClashes && !nullClashes;
  }

  private boolean isQuoting() {
    return !quote.equals("none");
  }

  /** The options that tell a reader about this dialect. */
  String options() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("header", false);
    json.put("delimiter", delimiter);
    json.put("quote", quote);
    json.put("escape", escape);
    json.put("comment", comment);
    json.put("null", nullText);
    return Json.write(json).replace("'", "\\u0027");
  }

  /** Without quotes not every value can be written. */
  boolean canWrite(String value) {
    return isQuoting() || !mustQuote(value, true);
  }

  String record(Random random, List<String> fields) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      text.append(i == 0 ? "" : delimiter);
      String value = fields.get(i);
      if (value == null) {
        text.append(nullText);
      } else if (isQuoting() && (random.nextInt(4) == 0 || mustQuote(value, i == 0))) {
        text.append(quoted(value));
      } else {
        text.append(value);
      }
    }
    return text.toString();
  }

  private boolean mustQuote(String value, boolean first) {
    return value.equals(nullText)
        || value.contains("\n")
        || value.contains("\r")
        || value.contains(quote)
        || (escape != null && value.contains(escape))
        || (comment != null && first && value.startsWith(comment))
        // A delimiter that begins in the value may end in the true one.
        || (value + delimiter).indexOf(delimiter) < value.length();
  }

  private String quoted(String value) {
    String inside = value;
    if (escape != null && !escape.equals(quote)) {
      inside = inside.replace(escape, escape + escape).replace(quote, escape + quote);
    } else {
      inside = inside.replace(quote, quote + quote);
    }
    return quote + inside + quote;
  }
}
