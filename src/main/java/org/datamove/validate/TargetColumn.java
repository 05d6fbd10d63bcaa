package org.datamove.validate;

import org.datamove.type.AlteredRule;
import org.datamove.type.ValueRule;

/**
 * A column that receives a field, as its values are checked.
 *
 * @param name the column's name in the table
 * @param field the field's 0-based position in the record
 * @param nullable whether it holds NULL
 * @param rule which values are accepted without asking
 * @param altered which accepted values are not kept; null where all are
 * @param refusesAltered whether such a value counts as refused
 */
public record TargetColumn(
    String name,
    int field,
    boolean nullable,
    ValueRule rule,
    AlteredRule altered,
    boolean refusesAltered) {
  /** A column whose type keeps every value that it accepts. */
  public TargetColumn(String name, int field, boolean nullable, ValueRule rule) {
    this(name, field, nullable, rule, null, false);
  }
}
