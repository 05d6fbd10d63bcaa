package org.datamove.validate.change;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.KeyInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/** What is lost for good with columns that the file does not have. */
public final class LossRule {
  private LossRule() {}

  /**
   * Refuses to let a table follow a file where that looks like an accident and is not allowed.
   *
   * @param names the file's column names
   * @param dropped the columns that the table loses
   */
  public static void check(
      Request request, List<String> names, Set<String> dropped, Findings findings) {
    TableInfo target = request.table();
    boolean related =
        target.columns().isEmpty()
            || names.stream().anyMatch(n -> target.column(n) != null || target.hasCaseVariant(n));
    if (!related) {
      if (!request.options().allowUnrelated()) {
        String table = "table \"" + request.target().display() + "\"";
        findings.add(
            Finding.ofColumn(
                    FindingCode.UNRELATED_FILE,
                    null,
                    "no column of the file is a column of " + table,
                    null)
                .advise("If that is meant, set", Map.of("allow_unrelated", true)));
      }
    } else if (!request.options().allowDrop()) {
      checkDrop(request, target, withoutVariants(names, dropped), findings);
    }
  }

  /** A column whose name the file has in another case is none that goes: see CaseRule. */
  private static Set<String> withoutVariants(List<String> names, Set<String> dropped) {
    return dropped.stream()
        .filter(column -> names.stream().noneMatch(column::equalsIgnoreCase))
        .collect(Collectors.toSet());
  }

  private static void checkDrop(
      Request request, TableInfo table, Set<String> dropped, Findings findings) {
    String name = "\"" + request.target().display() + "\"";
    KeyInfo key = table.primaryKey();
    // A key with a column that stays has a finding and an option of its own: see DependentRule.
    if (key != null && dropped.containsAll(key.columns())) {
      String columns = String.join(", ", key.columns());
      refuse(columns, "the primary key (" + columns + ") of table " + name, findings);
    }
    if (2 * dropped.size() > table.columns().size()) {
      String most = dropped.size() + " of the " + table.columns().size() + " columns";
      refuse(null, most + " of table " + name, findings);
    }
  }

  private static void refuse(String column, String what, Findings findings) {
    findings.add(
        Finding.ofColumn(FindingCode.DROP_NOT_ALLOWED, column, "the move would drop " + what, null)
            .advise("If that is meant, set", Map.of("allow_drop", true)));
  }

  /**
   * Warns that values go with a column.
   *
   * @param column the column
   * @param lost how many, in words: {@code 120 values}
   * @param canStay whether rows can come without any of the columns that go
   */
  public static void tell(ColumnInfo column, String lost, boolean canStay, Findings findings) {
    String message = "column \"" + column.name() + "\" is dropped with " + lost;
    Finding finding = Finding.ofColumn(FindingCode.DROPPED_VALUES, column.name(), message, null);
    findings.add(canStay ? finding.advise("To keep the column, set", DependentHint.KEEP) : finding);
  }
}
