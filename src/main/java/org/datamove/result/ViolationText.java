package org.datamove.result;

import org.datamove.validate.finding.Finding;

/** How PostgreSQL says that a row violates a constraint. */
final class ViolationText {
  private ViolationText() {}

  /**
   * The primary message of an error about this finding alone.
   *
   * @param table the target's name without its schema
   * @return null where the finding's own message is it, or it is about something else
   */
  static String of(Finding finding, String table) {
    String constraint = finding.constraint();
    if (constraint == null || !finding.code().sqlState().equals(finding.sqlState())) {
      return null;
    }
    return switch (finding.code()) {
      case FOREIGN_KEY_VIOLATION ->
          "insert or update on table \""
              + table
              + "\" violates foreign key constraint \""
              + constraint
              + "\"";
      case KEY_EXISTS -> "duplicate key value violates unique constraint \"" + constraint + "\"";
      case EXCLUSION_VIOLATION ->
          "conflicting key value violates exclusion constraint \"" + constraint + "\"";
      case CHECK_VIOLATION ->
          "new row for relation \"" + table + "\" violates check constraint \"" + constraint + "\"";
      default -> null;
    };
  }

  /** Whether a finding is about a constraint that the database would refuse its row for. */
  static boolean isOne(Finding finding) {
    return switch (finding.code()) {
      case FOREIGN_KEY_VIOLATION, KEY_EXISTS, EXCLUSION_VIOLATION, CHECK_VIOLATION, NO_PARTITION ->
          true;
      default -> false;
    };
  }
}
