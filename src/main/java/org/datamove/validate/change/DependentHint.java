package org.datamove.validate.change;

import java.util.Map;
import org.datamove.catalog.DependentInfo;
import org.datamove.error.Hint;

/** The ways round an object that depends on a column. */
final class DependentHint {
  /** How a column stays that the file does not have. */
  static final Map<String, Object> KEEP = Map.of("missing_columns", "keep");

  private DependentHint() {}

  /**
   * Whole sentences.
   *
   * @param keep whether the column would be dropped, and can stay without values of the file's
   * @param spanning whether the option {@code drop_spanning_indexes} would help
   */
  static String of(DependentInfo dependent, boolean keep, boolean spanning) {
    return outOfTheWay(dependent)
        + (spanning ? " " + Hint.options("Or set", Map.of("drop_spanning_indexes", true)) : "")
        + (keep ? " " + Hint.options("Or keep the column: set", KEEP) : "");
  }

  private static String outOfTheWay(DependentInfo dependent) {
    String again =
        switch (dependent.kind()) {
          case VIEW,
              MATERIALIZED_VIEW,
              RULE,
              POLICY,
              TRIGGER,
              INDEX,
              STATISTICS,
              FUNCTION,
              OTHER_OBJECT ->
              "create it again";
          case FOREIGN_KEY,
              REFERENCING_FOREIGN_KEY,
              PRIMARY_KEY,
              UNIQUE_CONSTRAINT,
              CHECK_CONSTRAINT,
              EXCLUSION_CONSTRAINT,
              DOMAIN_CONSTRAINT,
              GENERATED_COLUMN,
              PUBLICATION ->
              "add it again";
          case ROW_TYPE_USER, SEQUENCE, DEFAULT, PARENT_TABLE, INHERITANCE_CHILD, TABLE_TYPE ->
              "set it back";
          case PARTITION_KEY -> null;
        };
    if (again == null) {
      return "The columns of a partition key cannot change: move the file into a new table, with"
          + " the partitions that it should have.";
    }
    if (dependent.dropSql() == null) {
      return "Drop it before the move, and " + again + " after it.";
    }
    return "Run " + dependent.dropSql() + "; before the move, and " + again + " after it.";
  }
}
