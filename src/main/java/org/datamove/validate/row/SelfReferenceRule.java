package org.datamove.validate.row;

import java.util.List;
import java.util.stream.Stream;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.RowProbe;
import org.datamove.catalog.TableInfo;
import org.datamove.request.Request;
import org.datamove.type.known.KnownTypes;
import org.datamove.validate.move.MatchKey;
import org.datamove.validate.move.UpdatedColumns;
import org.datamove.validate.move.WriteDisposition;

/** Of which rows it is certain that they will be in a table whose rows refer to each other. */
final class SelfReferenceRule {
  private final Request request;
  private final TableInfo table;
  private final WriteDisposition disposition;
  private final List<String> names;

  /**
   * The rule for a move.
   *
   * @param names the file's column names
   */
  SelfReferenceRule(Request request, List<String> names) {
    this.request = request;
    this.table = request.table();
    this.disposition = WriteDisposition.of(request);
    this.names = names;
  }

  /** Whether all rows that go in have NULL in it, and those that stay keep what they refer to. */
  boolean isMet(RowProbe probe) {
    boolean staysMet =
        disposition == WriteDisposition.UPSERT
            ? MatchKey.columns(request).containsAll(probe.self().parentColumns())
            : disposition != WriteDisposition.REPLACE_BY_KEY;
    return staysMet
        && !probe.self().full()
        && probe.self().columns().stream()
            .anyMatch(name -> !names.contains(name) && !table.column(name).fillsItself());
  }

  /** Whether rows of the table stay, so that they may be referred to. */
  boolean looksInTable(RowProbe probe) {
    return switch (disposition) {
      case TRUNCATE, DELETE -> false;
      // A row that goes takes those that refer to it along, or changes them.
      case REPLACE_BY_KEY -> probe.self().acts();
      case APPEND, UPSERT -> true;
    };
  }

  /** Why it cannot be told which rows it refuses, a sentence; or null. */
  String obstacle(RowProbe probe) {
    boolean deletes =
        disposition == WriteDisposition.DELETE || disposition == WriteDisposition.REPLACE_BY_KEY;
    if (deletes && table.triggers().rowDelete()) {
      return "A trigger of the table may keep rows that are to be deleted.";
    }
    if (disposition.isByKey()) {
      String obstacle = obstacleOfKey(probe);
      if (obstacle != null) {
        return obstacle;
      }
    }
    String obstacle =
        Stream.concat(probe.self().columns().stream(), probe.self().parentColumns().stream())
            .map(this::obstacleOfColumn)
            .filter(each -> each != null)
            .findFirst()
            .orElse(null);
    if (obstacle != null) {
      return obstacle;
    }
    for (int i = 0; i < probe.self().columns().size(); i++) {
      ColumnInfo column = table.column(probe.self().columns().get(i));
      ColumnInfo parent = table.column(probe.self().parentColumns().get(i));
      if (!KnownTypes.haveCommonKeys(column.baseType(), parent.baseType())) {
        return "It compares values of type "
            + column.type().display()
            + " with values of type "
            + parent.type().display()
            + ".";
      }
    }
    return looksInTable(probe) && !mayRead(probe) ? "The caller may not read the table." : null;
  }

  /** Where rows are matched by key, those that match keep what is not updated. */
  private String obstacleOfKey(RowProbe probe) {
    List<String> matched = MatchKey.columns(request);
    if (!matched.containsAll(probe.self().parentColumns())) {
      return "The columns that it refers to may change in rows of the table.";
    }
    List<String> updated = UpdatedColumns.of(request, names);
    return probe.self().columns().stream()
            .filter(names::contains)
            .allMatch(column -> matched.contains(column) || updated.contains(column))
        ? null
        : "Rows of the table may keep what they refer to.";
  }

  private String obstacleOfColumn(String name) {
    ColumnInfo column = table.column(name);
    if (column.isGenerated()) {
      return "Column \"" + name + "\" is generated.";
    }
    if (!names.contains(name)) {
      return "Column \"" + name + "\" is not in the file.";
    }
    return SelfReference.form(column) == null
        ? "It holds values of type " + column.type().display() + "."
        : null;
  }

  private boolean mayRead(RowProbe probe) {
    return table.privileges().select()
        || probe.self().parentColumns().stream()
            .allMatch(column -> table.column(column).maySelect());
  }
}
