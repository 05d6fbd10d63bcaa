package org.datamove.validate;

import org.datamove.type.accept.ValueRule;
import org.datamove.validate.row.TargetColumn;

/** Columns for row checkers. */
public final class Targets {
  private Targets() {}

  /** A column whose type keeps every value. */
  public static TargetColumn column(String name, int field, boolean nullable, ValueRule rule) {
    return new TargetColumn(name, field, nullable, rule, null, false);
  }
}
