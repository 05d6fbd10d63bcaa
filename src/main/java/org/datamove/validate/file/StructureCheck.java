package org.datamove.validate.file;

import java.util.Map;
import org.datamove.csv.CsvFile;
import org.datamove.csv.FileProblem;
import org.datamove.csv.NotCsv;
import org.datamove.csv.OtherDelimiter;
import org.datamove.csv.Row;
import org.datamove.request.Mode;
import org.datamove.request.Options;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;

/** What a file's beginning and end say about the whole. */
public final class StructureCheck {
  private StructureCheck() {}

  /**
   * Looks at the first record.
   *
   * @param byPosition whether the target has the names where the file has none
   * @return whether the records can be read
   */
  public static boolean header(CsvFile file, boolean byPosition, Findings findings) {
    if (file.start().notCsv() != null) {
      findings.add(notCsv(file.start().notCsv(), file.firstRecord().placeOf(1)));
      return false;
    }
    if (file.isEmpty() && !file.namesAreGiven() && !(byPosition && !file.hasHeader())) {
      findings.add(empty(file.firstRecord().placeOf(1)));
      return false;
    }
    if (!file.isDecided()) {
      findings.add(Malformed.finding(file.firstRecord(), false));
      return false;
    }
    OtherDelimiter other = file.start().other();
    if (other != null) {
      findings.add(ambiguous(file.dialect().delimiter(), other));
    }
    if (file.start().titleLines() > 0) {
      findings.add(titleLines(file));
      return leavesTitles(file);
    }
    if (file.start().headerIsData()) {
      findings.add(missingHeader(file));
      return !file.hasHeader();
    }
    if (file.hasHeader() && !file.isEmpty()) {
      Repairs.tell(file.firstRecord(), false, findings);
    }
    return true;
  }

  private static Finding notCsv(NotCsv found, long place) {
    FindingCode code = FindingCode.NOT_CSV;
    return new Finding(
        code,
        null,
        null,
        place,
        found.excerpt(),
        "the file is " + found.format().words() + ", not CSV",
        found.format().remedy(),
        code.sqlState());
  }

  private static Finding ofRecord(FindingCode code, Row record, String message, String hint) {
    return new Finding(
        code, null, record.number(), record.place(), null, message, hint, code.sqlState());
  }

  private static Finding ambiguous(String delimiter, OtherDelimiter other) {
    return Finding.ofColumn(
            FindingCode.AMBIGUOUS_DELIMITER,
            null,
            "the file is read with the delimiter "
                + words(delimiter)
                + ", and "
                + words(other.delimiter())
                + " splits every record into "
                + other.fields()
                + " fields as well",
            null)
        .advise("If that is the delimiter, set", Map.of("delimiter", other.delimiter()));
  }

  private static String words(String delimiter) {
    return delimiter.equals("\t") ? "tab" : "\"" + delimiter + "\"";
  }

  private static boolean leavesTitles(CsvFile file) {
    return file.dialect().options().skipLines() == file.start().titleLines();
  }

  private static Finding titleLines(CsvFile file) {
    int lines = file.start().titleLines();
    String words = (lines == 1 ? "1 line stands" : lines + " lines stand") + " before the header";
    if (leavesTitles(file)) {
      return Finding.ofLine(
          FindingCode.LINES_LEFT_OUT,
          null,
          file.firstRecord().placeOf(1),
          words + (lines == 1 ? "; it is left out" : "; they are left out"),
          null);
    }
    return Finding.ofLine(
            FindingCode.LINES_BEFORE_HEADER, null, file.firstRecord().place(), words, null)
        .advise("If that is no part of the table, set", Map.of("skip_lines", lines));
  }

  private static Finding missingHeader(CsvFile file) {
    long place = file.firstRecord().place();
    if (!file.hasHeader()) {
      return Finding.ofLine(
          FindingCode.HEADERLESS,
          null,
          place,
          "the file has no header: its first record holds data, and is read as such",
          null);
    }
    boolean fits = file.start().goesByPosition();
    Finding finding =
        Finding.ofLine(
            FindingCode.MISSING_HEADER,
            null,
            place,
            "the file has no header: its first record holds data",
            fits ? null : "Name the columns in the option \"header\".");
    return fits ? finding.advise("Set", Map.of("header", false)) : finding;
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
      case NOT_CSV -> findings.add(notCsv(problem.notCsv(), problem.place()));
      case EMPTY -> findings.add(empty(problem.place()));
      case MALFORMED_HEADER -> findings.add(Malformed.finding(problem.record(), false));
      case OTHER_NAMES -> findings.add(HeaderDifference.names(problem));
      case OTHER_ORDER -> findings.add(HeaderDifference.order(problem));
      case REPAIRED_HEADER -> Repairs.tell(problem.record(), false, findings);
      case REPEATED_HEADER ->
          findings.add(
              ofRecord(
                  FindingCode.REPEATED_HEADER_LEFT_OUT,
                  problem.record(),
                  "the header comes once more and is left out",
                  null));
      case SECOND_TABLE, TABLE_ALIKE -> findings.add(secondTable(problem));
      case REORDERED -> findings.add(HeaderDifference.reordered(problem));
    }
  }

  /** Rows of a table with as many columns would go in, so it is no matter of a row. */
  private static Finding secondTable(FileProblem problem) {
    Row header = problem.record();
    String message =
        "another table starts, with %d columns: \"%s\" and so on"
            .formatted(header.fields(), header.text(0));
    String hint = "Move each table from a file of its own.";
    return problem.kind() == FileProblem.Kind.SECOND_TABLE
        ? ofRecord(FindingCode.SECOND_TABLE, header, message, hint)
        : Finding.ofLine(FindingCode.SECOND_TABLE, null, header.place(), message, hint);
  }

  /**
   * Notes that a move is one of no rows: it may not empty a table by accident.
   *
   * @param rows how many the file has
   * @param rejected how many of them are rejected
   */
  public static void rows(
      CsvFile file,
      Request request,
      Operation operation,
      long rows,
      long rejected,
      Findings findings) {
    Options options = request.options();
    boolean replaces = operation != Operation.NEW_TABLE && options.mode() == Mode.REPLACE;
    if (rows == rejected && replaces && !options.allowEmpty()) {
      findings.add(
          ofStart(
                  file,
                  FindingCode.EMPTY_REPLACE,
                  (rows == 0 ? noRows(file) : "every row of the file is rejected")
                      + ", and the rows of table \""
                      + request.target().display()
                      + "\" would be removed")
              .advise("If that is meant, set", Map.of("allow_empty", true)));
    } else if (rows == 0) {
      findings.add(ofStart(file, FindingCode.NO_DATA_ROWS, noRows(file)));
    }
  }

  private static String noRows(CsvFile file) {
    if (file.several()) {
      return "none of the files has a row";
    }
    return file.isEmpty() ? "the file is empty" : "the file has a header but no rows";
  }

  private static Finding ofStart(CsvFile file, FindingCode code, String message) {
    if (file.several()) {
      return Finding.ofColumn(code, null, message, null);
    }
    Row first = file.firstRecord();
    long place = file.isEmpty() ? first.placeOf(1) : first.place();
    return Finding.ofLine(code, null, place, message, null);
  }
}
