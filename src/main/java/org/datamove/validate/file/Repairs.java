package org.datamove.validate.file;

import org.datamove.csv.CsvProblem;
import org.datamove.csv.Refit;
import org.datamove.csv.Row;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/**
 * Warnings of blank lines that are skipped, and of records that are read otherwise than they are
 * written: option {@code lenient}.
 */
public final class Repairs {
  private Repairs() {}

  /**
   * Tells of what stands before a row and of its repairs, or of a header's, which has no row
   * number.
   */
  public static void tell(Row record, boolean isRow, Findings findings) {
    if (record.blankLines() > 0) {
      findings.add(blank(record, isRow));
    }
    CsvProblem quote = record.keptQuote();
    Long row = isRow ? record.number() : null;
    if (quote != null) {
      String message =
          Malformed.message(quote) + "; the record is read in the only way that its line allows";
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

  private static Finding blank(Row record, boolean isRow) {
    boolean one = record.blankLines() == 1;
    return new Finding(
        FindingCode.BLANK_LINES,
        null,
        isRow ? record.number() : null,
        record.blankPlace(),
        null,
        (one ? "blank line" : record.blankLines() + " blank lines")
            + (isRow ? "" : " before the header")
            + (one ? "; it is left out" : "; they are left out"),
        null,
        null);
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
    } else if (refit.byTypes()) {
      message =
          Malformed.raggedMessage(refit.given(), refit.expected())
              + "; the record is read in the only way that the columns' types allow";
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
