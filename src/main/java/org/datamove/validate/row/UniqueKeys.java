package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.KeyInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.key.UniqueKey;
import org.datamove.type.known.KnownTypes;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/** Which unique keys of the target are compared over the whole file before it is loaded. */
public final class UniqueKeys {
  private static final String LEFT =
      " Duplicates in the file are found when the rows are loaded; with the option \"rehearse\" a"
          + " dry run does so.";

  private final TableInfo table;
  private final List<String> names;
  private final List<UniqueKey> compared = new ArrayList<>();
  private final Set<Set<String>> columnSets = new HashSet<>();

  private UniqueKeys(TableInfo table, List<String> names) {
    this.table = table;
    this.names = names;
  }

  /** The primary key that a new table gets, if its columns are in the file. */
  public static List<UniqueKey> ofNewTable(List<String> keyColumns, List<String> names) {
    if (keyColumns.isEmpty() || !names.containsAll(keyColumns)) {
      return List.of();
    }
    List<Integer> fields = keyColumns.stream().map(names::indexOf).toList();
    return List.of(new UniqueKey(null, keyColumns, fields, false));
  }

  /**
   * The keys of an existing table that are compared.
   *
   * @param names the file's column names in the file's order
   * @param findings where the keys go that are not; null where that is not told
   */
  public static List<UniqueKey> of(TableInfo table, List<String> names, Findings findings) {
    UniqueKeys keys = new UniqueKeys(table, names);
    Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
        .forEach(key -> keys.add(key, findings));
    for (String index : table.specialUniqueIndexes()) {
      leave(findings, null, index, "It is on an expression or has a predicate.");
    }
    return keys.compared;
  }

  private void add(KeyInfo key, Findings findings) {
    boolean isComplete =
        key.columns().stream()
            .allMatch(column -> names.contains(column) || table.column(column).isGenerated());
    // Values that the table fills in are its own business; a key may go with its column.
    if (!isComplete) {
      return;
    }
    String reason = reason(key);
    if (reason != null) {
      leave(findings, String.join(", ", key.columns()), key.name(), reason);
    } else if (columnSets.add(Set.copyOf(key.columns())) || key.nullsNotDistinct()) {
      List<Integer> fields = key.columns().stream().map(names::indexOf).toList();
      compared.add(new UniqueKey(key.name(), key.columns(), fields, key.nullsNotDistinct()));
    }
  }

  /** Why a key cannot be compared, or null where it can. */
  private String reason(KeyInfo key) {
    if (table.triggers().beforeRowInsert()) {
      return "A trigger of the table may change the rows.";
    }
    if (key.withoutOverlaps()) {
      return "Rows of the file may overlap.";
    }
    if (key.hasOwnEquality()) {
      return "Its collation or operator class has its own notion of what is equal.";
    }
    for (String name : key.columns()) {
      ColumnInfo column = table.column(name);
      if (column.isGenerated()) {
        return "Column \"" + name + "\" is generated.";
      }
      if (KnownTypes.key(column.baseType(), column.elementType()) == null) {
        return "It holds values of type " + column.type().display() + ".";
      }
    }
    return null;
  }

  private static void leave(Findings findings, String columns, String key, String reason) {
    if (findings != null) {
      findings.add(
          Finding.ofColumn(
              FindingCode.KEY_NOT_COMPARED,
              columns,
              "unique key \"" + key + "\" is checked by the load only",
              reason + LEFT));
    }
  }
}
