package org.datamove.engine;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** What people write that is no name and that type inference leaves as text. */
enum NationalSpelling {
  /** Dates that are not in ISO form, maybe with a time of day. */
  DATE(
      "(\\d{1,2}([./-])\\d{1,2}\\2(\\d{4}|\\d{2})|\\d{4}([./])\\d{1,2}\\4\\d{1,2}"
          + "|\\d{1,2}[ .-]?\\p{L}{3}[ .-]?(\\d{4}|\\d{2}))"
          + "([ T]\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?[AaPp][Mm])?)?",
      "."),
  /** Numbers with a comma, with thousands apart or with a currency's sign. */
  DECIMAL(
      "[-+]?[$\u20ac\u00a3]? ?(\\d+([.,]\\d+)?|\\d{1,3}(\\.\\d{3})+(,\\d+)?|\\d{1,3}(,\\d{3})+(\\.\\d+)?)"
          + " ?[$\u20ac\u00a3]?",
      "\\d[.,]\\d"),
  /** UUIDs with upper case letters. */
  UUID("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", ".");

  private final Pattern written;
  private final Pattern telling;

  NationalSpelling(String written, String telling) {
    this.written = Pattern.compile(written);
    this.telling = Pattern.compile(telling);
  }

  /** In which way all values are written that are not null; null if in none, or if all are. */
  static NationalSpelling of(List<String> values) {
    List<String> written = values.stream().filter(Objects::nonNull).toList();
    for (NationalSpelling spelling : values()) {
      if (!written.isEmpty() && written.stream().allMatch(spelling::fits)) {
        return spelling;
      }
    }
    return null;
  }

  boolean fits(String value) {
    return written.matcher(value).matches();
  }

  /** Whether a value that fits is no name by itself; whole numbers may be. */
  boolean tells(String value) {
    return telling.matcher(value).find();
  }
}
