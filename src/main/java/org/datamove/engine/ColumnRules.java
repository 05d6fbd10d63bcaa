package org.datamove.engine;

import org.datamove.catalog.ColumnInfo;
import org.datamove.request.Request;
import org.datamove.type.ValueRule;
import org.datamove.type.ValueRules;
import org.datamove.type.ZeroVectorWatch;

/** Chooses the rule for the values of an existing column. */
final class ColumnRules {
  private ColumnRules() {}

  /** By its type, and by what an index makes of its values. */
  static ValueRule of(Request request, ColumnInfo column) {
    ValueRule rule = ValueRules.forType(column.type(), request.session().utf8());
    return request.table().leavesOutZeroVectors(column.name()) ? new ZeroVectorWatch(rule) : rule;
  }
}
