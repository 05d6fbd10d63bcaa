package org.datamove.validate.row;

import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.text.DateReader;

/**
 * A column that receives a field, as its values are checked.
 *
 * @param name the column's name in the table
 * @param field the field's 0-based position in the record
 * @param nullable whether NULL may be sent to it
 * @param rule which values are accepted without asking
 * @param altered which accepted values are not kept; null where all are
 * @param refusesAltered whether such a value counts as refused
 * @param filler who may put a value in the place of NULL, where the caller is to be told ({@link
 *     org.datamove.catalog.TableInfo#fillerOf}); else null
 * @param written which values are kept, from how PostgreSQL writes them; null where that need not
 *     be asked
 * @param dates finds dates in digits; null where the type holds none
 */
public record TargetColumn(
    String name,
    int field,
    boolean nullable,
    ValueRule rule,
    AlteredRule altered,
    boolean refusesAltered,
    String filler,
    WrittenRule written,
    DateReader dates) {
  /** A column for which nobody fills in anything, whose checks are all known here. */
  public TargetColumn(
      String name,
      int field,
      boolean nullable,
      ValueRule rule,
      AlteredRule altered,
      boolean refusesAltered) {
    this(name, field, nullable, rule, altered, refusesAltered, null, null, null);
  }

  /** The same column of a table whose trigger may fill in what it refuses. */
  public TargetColumn filledBy(String trigger) {
    return new TargetColumn(
        name, field, true, rule, altered, refusesAltered, trigger, written, dates);
  }

  /** A column whose type keeps every value that it accepts. */
  public TargetColumn(String name, int field, boolean nullable, ValueRule rule) {
    this(name, field, nullable, rule, null, false);
  }
}
