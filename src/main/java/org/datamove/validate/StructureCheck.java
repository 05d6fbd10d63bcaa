package org.datamove.validate;

import org.datamove.csv.CsvFile;
import org.datamove.csv.FileProblem;

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
      findings.add(empty(file.firstRecord().placeOf(1)));
      return false;
    }
    if (!file.isDecided()) {
      findings.add(Malformed.finding(file.firstRecord(), false));
      return false;
    }
    if (file.hasHeader()) {
      Repairs.tell(file.firstRecord(), false, findings);
    }
    return true;
  }

  private static Finding empty(long place) {
    return Finding.ofLine(
        FindingCode.EMPTY_FILE,
        null,
        place,
        "the file is empty",
        "A file without rows still has a header line with the column names.");
  }

  /** Notes that one of several files does not go with the first. */
  public static void file(FileProblem problem, Findings findings) {
    switch (problem.kind()) {
      case EMPTY -> findings.add(empty(problem.place()));
      case MALFORMED_HEADER -> findings.add(Malformed.finding(problem.record(), false));
      case OTHER_NAMES -> findings.add(HeaderDifference.names(problem));
      case OTHER_ORDER -> findings.add(HeaderDifference.order(problem));
      case REPAIRED_HEADER -> Repairs.tell(problem.record(), false, findings);
      case REORDERED -> findings.add(HeaderDifference.reordered(problem));
    }
  }

  /** Notes a file that has a header only. */
  public static void rows(long rows, long headerPlace, Findings findings) {
    if (rows == 0) {
      findings.add(
          Finding.ofLine(
              FindingCode.NO_DATA_ROWS,
              null,
              headerPlace,
              "the file has a header but no rows",
              null));
    }
  }
}
