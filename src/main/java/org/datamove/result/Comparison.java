package org.datamove.result;

import java.util.List;
import java.util.Set;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.csv.Dialect;
import org.datamove.plan.Evolution;
import org.datamove.plan.PlannedIndex;
import org.datamove.plan.Remedy;
import org.datamove.request.MissingColumns;
import org.datamove.request.Mode;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Severity;
import org.datamove.validate.move.Operation;

/**
 * A file beside its target: what the analysis and the recommendations are made of.
 *
 * @param request the call
 * @param operation what the move turns out to be, or null where the file could not be opened
 * @param header the names as the file's header has them; empty where it has none
 * @param headerEnd the physical line on which the header ends
 * @param dialect how the file was read, or null where it could not be opened
 * @param evolution how the table's columns follow the file
 * @param findings what was found
 * @param indexes what the plan does with the target's indexes; empty where there is no plan
 * @param rows how many rows the file has, or 0 where that is not known yet
 */
record Comparison(
    Request request,
    Operation operation,
    List<String> header,
    long headerEnd,
    Dialect dialect,
    Evolution evolution,
    Findings findings,
    List<PlannedIndex> indexes,
    long rows) {

  /** An index of the target, qualified and quoted as SQL. */
  String qualified(String index) {
    return Remedy.index(table(), index);
  }

  /** Whether the table's rows make way for the file's. */
  boolean replaces() {
    return request.options().mode() == Mode.REPLACE;
  }

  /** The existing target, or null. */
  TableInfo table() {
    return request.table();
  }

  /** The target's column of that name, or null. */
  ColumnInfo column(String name) {
    return table() == null || name == null ? null : table().column(name);
  }

  /** Whether rows can come without a column of the target. */
  boolean canBeMissing(String name) {
    ColumnInfo column = column(name);
    return column != null && (column.nullable() || column.fillsItself());
  }

  /** The target's column whose name differs from this one by case only, or null. */
  ColumnInfo caseVariant(String name) {
    if (table() == null || table().column(name) != null) {
      return null;
    }
    return table().columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  /** The kept findings of some kinds. */
  List<Finding> of(FindingCode... codes) {
    Set<FindingCode> wanted = Set.of(codes);
    return findings.sorted().stream().filter(f -> wanted.contains(f.code())).toList();
  }

  /** The columns that findings of a kind are about, each once. */
  List<String> columnsOf(FindingCode code) {
    return of(code).stream().map(Finding::column).distinct().toList();
  }

  /** The kept errors about the values of rows. */
  List<Finding> valueErrors() {
    return findings.sorted().stream()
        .filter(f -> f.severity() == Severity.ERROR)
        .filter(f -> f.column() != null && f.row() != null)
        .toList();
  }

  /** Whether a move with {@code new_schema} drops columns that the file does not have. */
  boolean wouldDrop() {
    return request.options().mode() == Mode.REPLACE
        && request.options().missingColumns() == MissingColumns.DROP;
  }
}
