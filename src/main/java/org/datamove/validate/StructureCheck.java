package org.datamove.validate;

import org.datamove.csv.CsvFile;

/** What a file's beginning and end say about the whole. */
public final class StructureCheck {
  private StructureCheck() {}

  /**
   * Looks at the first record.
   *
   * @return whether the records can be read
   */
  public static boolean header(CsvFile file, Findings findings) {
    if (file.isEmpty()) {
      findings.add(
          Finding.ofLine(
              FindingCode.EMPTY_FILE,
              null,
              1,
              "the file is empty",
              "A file without rows still has a header line with the column names."));
      return false;
    }
    if (file.hasHeader() && file.firstRecord().problem() != null) {
      findings.add(Malformed.finding(file.firstRecord().problem(), null));
      return false;
    }
    return true;
  }

  /** Notes a file that has a header only. */
  public static void rows(long rows, long headerLine, Findings findings) {
    if (rows == 0) {
      findings.add(
          Finding.ofLine(
              FindingCode.NO_DATA_ROWS,
              null,
              headerLine,
              "the file has a header but no rows",
              null));
    }
  }
}
