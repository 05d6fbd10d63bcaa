package org.datamove.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TypeInfo;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.datamove.validate.row.TargetColumn;

/**
 * What rows are checked for while they are loaded. The types are those that the columns have by
 * then, which the plan may have widened.
 */
final class LoadChecks {
  private final Request request;

  private LoadChecks(Request request) {
    this.request = request;
  }

  /**
   * The checks for the columns of a load.
   *
   * @param rejects whether refused rows are rejected; they are told and kept only now
   */
  static List<TargetColumn> of(Request request, Step.Load step, boolean rejects) {
    if (step.checked() && !rejects) {
      return List.of();
    }
    return of(request, step.columns());
  }

  /** The checks for all of some columns. */
  static List<TargetColumn> of(Request request, List<Step.LoadColumn> columns) {
    LoadChecks checks = new LoadChecks(request);
    List<TargetColumn> targets = new ArrayList<>();
    for (Step.LoadColumn column : columns) {
      targets.add(checks.of(column));
    }
    targets.removeIf(Objects::isNull);
    return targets;
  }

  /** How a column is checked, or null where there is nothing to check. */
  private TargetColumn of(Step.LoadColumn column) {
    if (column.field() == Step.LoadColumn.PLACE) {
      return null;
    }
    ColumnInfo existing = request.table() == null ? null : request.table().column(column.name());
    TypeInfo asked = request.types().get(column.name());
    boolean key = request.table() == null && request.primaryKeyColumns().contains(column.name());
    if (existing == null && asked == null) {
      boolean vectors = column.base().isPgvector("vector");
      return NewColumns.inferred(request, column.name(), column.field(), key, vectors);
    }
    boolean nullable = existing == null ? asked.nullable() && !key : existing.nullable();
    TargetColumn target =
        ColumnRules.target(
            request, column.name(), column.field(), nullable, column.type(), column.base());
    return existing == null ? target : ColumnRules.withFiller(request, existing, target);
  }
}
