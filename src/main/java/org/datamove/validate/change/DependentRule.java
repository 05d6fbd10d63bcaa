package org.datamove.validate.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.DependentInfo;
import org.datamove.catalog.DependentInfo.Kind;
import org.datamove.catalog.TableInfo;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/**
 * What depends on columns that a move would drop or widen: it is in the way, or it goes too.
 *
 * <p>In the way is what PostgreSQL refuses to go past. Beyond that views of whole rows, foreign
 * keys and generated columns are, which PostgreSQL would change or drop without a word. Indexes,
 * constraints and statistics of dropped columns alone go with them.
 */
public final class DependentRule {
  private static final Set<Kind> IN_THE_WAY =
      EnumSet.of(
          Kind.VIEW,
          Kind.MATERIALIZED_VIEW,
          Kind.GENERATED_COLUMN,
          Kind.POLICY,
          Kind.TRIGGER,
          Kind.PARTITION_KEY,
          Kind.PUBLICATION);

  /** A wider type leaves them as they are, where PostgreSQL can compare the two types. */
  private static final Set<Kind> IN_THE_WAY_OF_DROP =
      EnumSet.of(Kind.FOREIGN_KEY, Kind.REFERENCING_FOREIGN_KEY);

  private static final Set<Kind> GOES_ALONG =
      EnumSet.of(
          Kind.INDEX,
          Kind.PRIMARY_KEY,
          Kind.UNIQUE_CONSTRAINT,
          Kind.CHECK_CONSTRAINT,
          Kind.EXCLUSION_CONSTRAINT,
          Kind.STATISTICS,
          Kind.SEQUENCE);

  private final TableInfo table;
  private final Set<String> dropped;
  private final Set<String> altered;
  private final boolean dropSpanning;
  private final Findings findings;
  private final Set<List<String>> blocked = new HashSet<>();
  private final Set<List<String>> gone = new HashSet<>();

  private DependentRule(
      TableInfo table,
      Set<String> dropped,
      Set<String> altered,
      boolean dropSpanning,
      Findings findings) {
    this.table = table;
    this.dropped = dropped;
    this.altered = altered;
    this.dropSpanning = dropSpanning;
    this.findings = findings;
  }

  /**
   * Adds a {@link FindingCode#DEPENDENT_OBJECT} for each object and column in the way, and a {@link
   * FindingCode#DROPPED_WITH_COLUMN} for each object that would go too.
   *
   * @param dropped names of columns that the move drops; a generated column among them has to go
   *     before the columns that it uses
   * @param altered names of columns that get a wider type
   * @param dropSpanning whether that may go too which spans columns that stay, or another table
   */
  public static void check(
      TableInfo table,
      Set<String> dropped,
      Set<String> altered,
      boolean dropSpanning,
      Findings findings) {
    new DependentRule(table, dropped, altered, dropSpanning, findings).check();
  }

  private void check() {
    for (DependentInfo dependent : table.dependents()) {
      if (dependent.column() == null) {
        continue;
      }
      if (dropped.contains(dependent.column())) {
        checkDrop(dependent);
      } else if (altered.contains(dependent.column())
          && (dependent.blocksAlter() || IN_THE_WAY.contains(dependent.kind()))) {
        block(dependent, "widen", "depends on it");
      }
    }
    table.dependents().stream()
        .filter(dependent -> dependent.column() == null)
        .forEach(this::checkRow);
  }

  private void checkDrop(DependentInfo dependent) {
    if (dependent.kind() == Kind.GENERATED_COLUMN && isDropped(dependent)) {
      return;
    }
    if (dependent.blocksDrop()
        || IN_THE_WAY.contains(dependent.kind())
        || IN_THE_WAY_OF_DROP.contains(dependent.kind())) {
      block(dependent, "drop", "depends on it");
    } else if (GOES_ALONG.contains(dependent.kind())) {
      if (dropSpanning || dropped.containsAll(dependent.columns())) {
        goAlong(dependent);
      } else {
        block(dependent, "drop", "also spans " + columns(staying(dependent)));
      }
    } else if (dependent.kind() == Kind.INHERITANCE_CHILD) {
      if (dropSpanning) {
        warn(dependent, dependent.display() + " loses its column " + quoted(dependent.column()));
      } else {
        block(dependent, "drop", "would lose it too");
      }
    }
  }

  private boolean isDropped(DependentInfo generated) {
    return dropped.contains(generated.name())
        && table.column(generated.name()) != null
        && table.column(generated.name()).isGenerated();
  }

  /** A user of the row type that PostgreSQL leaves alone holds no row: a function's parameter. */
  private void checkRow(DependentInfo dependent) {
    boolean both =
        IN_THE_WAY.contains(dependent.kind())
            || (dependent.kind() == Kind.ROW_TYPE_USER && dependent.blocksAlter());
    List<String> drops = changed(dropped, both || dependent.blocksDrop(), dependent);
    List<String> widens = changed(altered, both || dependent.blocksAlter(), dependent);
    if (drops.isEmpty() && widens.isEmpty()) {
      return;
    }
    List<String> changes = new ArrayList<>();
    if (!drops.isEmpty()) {
      changes.add("drop " + columns(drops));
    }
    if (!widens.isEmpty()) {
      changes.add("widen " + columns(widens));
    }
    String why =
        switch (dependent.kind()) {
          case ROW_TYPE_USER -> " uses the table's row type";
          case TABLE_TYPE -> " is the table's type";
          default -> " uses the table's whole row";
        };
    findings.add(
        blocking(
            dependent,
            drops.size() + widens.size() == 1 ? (drops.isEmpty() ? widens : drops).get(0) : null,
            "cannot " + String.join(" and ", changes) + " because " + dependent.display() + why,
            DependentHint.of(dependent, !drops.isEmpty() && canStay(drops), false)));
  }

  /** The columns that change, without those for which the object has a finding of its own. */
  private List<String> changed(Set<String> names, boolean matters, DependentInfo dependent) {
    return table.columns().stream()
        .map(ColumnInfo::name)
        .filter(name -> matters && names.contains(name))
        .filter(name -> !blocked.contains(List.of(dependent.identity(), name)))
        .toList();
  }

  private List<String> staying(DependentInfo dependent) {
    return dependent.columns().stream().filter(name -> !dropped.contains(name)).toList();
  }

  private void block(DependentInfo dependent, String change, String why) {
    boolean drop = change.equals("drop");
    blocked.add(List.of(dependent.identity(), dependent.column()));
    boolean optionHelps = drop && !dependent.blocksDrop() && optionCovers(dependent.kind());
    findings.add(
        blocking(
            dependent,
            dependent.column(),
            "cannot "
                + change
                + " column "
                + quoted(dependent.column())
                + " because "
                + dependent.display()
                + " "
                + why,
            DependentHint.of(
                dependent, drop && canStay(List.of(dependent.column())), optionHelps)));
  }

  private static Finding blocking(
      DependentInfo dependent, String column, String message, String hint) {
    return Finding.ofColumn(FindingCode.DEPENDENT_OBJECT, column, message, hint)
        .remedied(dependent.dropSql());
  }

  private static boolean optionCovers(Kind kind) {
    return GOES_ALONG.contains(kind) || kind == Kind.INHERITANCE_CHILD;
  }

  /** Once for each object, at the first of its columns. */
  private void goAlong(DependentInfo dependent) {
    if (!gone.add(List.of(dependent.kind().words(), dependent.identity()))) {
      return;
    }
    List<String> going = dependent.columns().stream().filter(dropped::contains).toList();
    List<String> staying = staying(dependent);
    warn(
        dependent,
        dependent.display()
            + (staying.isEmpty() ? "" : ", which also spans " + columns(staying) + ",")
            + " is dropped with "
            + columns(going));
  }

  private void warn(DependentInfo dependent, String message) {
    Finding finding =
        Finding.ofColumn(FindingCode.DROPPED_WITH_COLUMN, dependent.column(), message, null);
    findings.add(
        canStay(dropped) ? finding.advise("To keep the column, set", DependentHint.KEEP) : finding);
  }

  /** Whether rows can come without these columns. */
  private boolean canStay(Collection<String> names) {
    return names.stream()
        .map(table::column)
        .allMatch(column -> column.nullable() || column.fillsItself());
  }

  private static String columns(Collection<String> names) {
    return (names.size() == 1 ? "column " : "columns ")
        + names.stream().map(DependentRule::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String name) {
    return "\"" + name + "\"";
  }
}
