package org.datamove.validate;

import org.datamove.csv.CsvProblem;
import org.datamove.csv.Refit;
import org.datamove.csv.Row;

/** Warnings of records that are read otherwise than they are written: option {@code lenient}. */
final class Repairs {
  private Repairs() {}

  /** Tells of a row's repairs, or of a header's, which has no row number. */
  static void tell(Row record, boolean isRow, Findings findings) {
    CsvProblem quote = record.keptQuote();
    Long row = isRow ? record.number() : null;
    if (quote != null) {
      String message =
          quote.kind() == CsvProblem.Kind.TEXT_AFTER_QUOTE
              ? "text after a closing quote; the field is taken as it is written"
              : "quote inside a field that does not start with one; it is kept";
      findings.add(
          new Finding(
              FindingCode.QUOTE_KEPT,
              null,
              row,
              record.placeOf(quote.line()),
              quote.excerpt(),
              message,
              null,
              null));
    }
    if (record.refit() != null) {
      findings.add(fields(record, row, isRow));
    }
  }

  private static Finding fields(Row record, Long row, boolean isRow) {
    Refit refit = record.refit();
    boolean added = refit.given() < refit.expected();
    String message;
    if (!isRow) {
      int unnamed = refit.given() - refit.expected();
      message =
          (unnamed == 1
                  ? "the header's last field is"
                  : "the header's last " + unnamed + " fields are")
              + " empty and left out";
    } else if (refit.blank()) {
      message = "blank line where " + refit.expected() + " fields were expected; all are NULL";
    } else {
      message =
          Malformed.raggedMessage(refit.given(), refit.expected())
              + (added
                  ? "; those that are missing are NULL"
                  : "; those behind are empty and left out");
    }
    FindingCode code = added ? FindingCode.FIELDS_ADDED : FindingCode.FIELDS_LEFT_OUT;
    return new Finding(code, null, row, record.place(), null, message, null, null);
  }
}
