package org.datamove.result;

import java.util.List;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.catalog.TypeInfo;
import org.datamove.error.ErrorFields;
import org.datamove.request.Request;
import org.datamove.type.PgType;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/**
 * What PostgreSQL's own error about a refused row would say that it is about; nothing where that is
 * not certain.
 */
final class RefusedFields {
  /** Stands for the schema of the session's temporary tables, whose name is another. */
  private static final String TEMPORARY = "pg_temp";

  private final Request request;

  RefusedFields(Request request) {
    this.request = request;
  }

  /** What all the errors have in common. */
  ErrorFields of(List<Finding> errors) {
    List<ErrorFields> fields = errors.stream().map(this::of).distinct().toList();
    return fields.size() == 1 ? fields.get(0) : ErrorFields.NONE;
  }

  ErrorFields of(Finding finding) {
    if (!finding.about().equals(ErrorFields.NONE)) {
      return finding.about();
    }
    if (finding.row() == null || request.target() == null) {
      return ErrorFields.NONE;
    }
    if (finding.code() == FindingCode.NULL_NOT_ALLOWED) {
      PgType type = typeWithoutNull(finding.column());
      return type == null
          ? ofTable(finding.column(), null)
          : new ErrorFields(type.schema(), null, null, null, type.name());
    }
    return finding.code() == FindingCode.DUPLICATE_KEY
        ? ofTable(null, finding.constraint())
        : ErrorFields.NONE;
  }

  /** The column's type where that refuses NULL, which happens before the column can; else null. */
  private PgType typeWithoutNull(String name) {
    TypeInfo asked = request.types().get(name);
    if (asked != null) {
      return asked.nullable() ? null : asked.type();
    }
    ColumnInfo column = request.table() == null ? null : request.table().column(name);
    return column == null || column.typeTakesNull() ? null : column.type();
  }

  /** Of a partitioned table PostgreSQL names the partition, and the partition's constraint. */
  private ErrorFields ofTable(String column, String constraint) {
    TableInfo table = request.table();
    boolean known =
        table == null ? !request.target().schema().equals(TEMPORARY) : !table.isPartitioned();
    return known
        ? new ErrorFields(
            request.target().schema(), request.target().name(), column, constraint, null)
        : ErrorFields.NONE;
  }
}
