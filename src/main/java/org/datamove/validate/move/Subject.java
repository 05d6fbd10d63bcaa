package org.datamove.validate.move;

import java.util.List;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/**
 * What the rules look at.
 *
 * @param request the call
 * @param operation what the move turns out to be
 * @param names the file's column names in the file's order
 * @param headerPlace where the header is ({@link org.datamove.csv.Place}), or null where the names
 *     come from elsewhere
 */
public record Subject(Request request, Operation operation, List<String> names, Long headerPlace) {

  /** A finding about one of the file's columns. */
  public Finding finding(FindingCode code, String column, String message, String hint) {
    return headerPlace == null
        ? Finding.ofColumn(code, column, message, hint)
        : Finding.ofLine(code, column, headerPlace, message, hint);
  }

  /** Where a name can be changed, for hints. */
  public String namesPlace() {
    return request.options().csv().selectsColumns()
        ? "the option \"columns\""
        : "the file's header";
  }

  /** Whether the names are the file's or the caller's own, not taken from the table by position. */
  boolean hasOwnNames() {
    CsvOptions csv = request.options().csv();
    return csv.selectsColumns() || !(csv.header() instanceof HeaderOption.Absent);
  }
}
