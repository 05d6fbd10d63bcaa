package org.datamove.execute;

/** The questions that a host has a statement for. */
public enum Question {
  /**
   * Where the target is, before it is locked: an object with {@code table_name} and {@code
   * lock_timeout}; gives {@code oid}, {@code display} (its name), {@code lockable} (all null where
   * there is none), {@code lock_timeout} and {@code lock_timeout_text}.
   */
  FIND_TARGET("find_target"),
  /**
   * The target: an object with {@code table_name} and {@code options}; gives what a request has of
   * it.
   */
  DESCRIBE_TARGET("describe_target"),
  /** A table as the catalog has it now: an object with its {@code oid}. */
  DESCRIBE_AGAIN("describe_again"),
  /** Which values their types refuse, and how they are written. */
  JUDGE("judge_values"),
  /** Values in a form in which equal ones are written the same. */
  NORMALIZE("normalize_values"),
  /** How many values a column has. */
  COUNT("count_values"),
  /**
   * Which constraints of a table can be tried with values: an object with the {@code table}'s OID
   * and the file's {@code columns}; gives {@code probes}.
   */
  FIND_PROBES("find_probes"),
  /**
   * Which rows of values a constraint refuses: an object with the {@code table}'s OID, one of its
   * {@code probe}s and {@code rows}; gives {@code refused} or, in words, why it is {@code unable}.
   */
  PROBE_ROWS("probe_rows");

  private final String function;

  Question(String function) {
    this.function = function;
  }

  /** The function that answers it, in schema {@code datamove}; it takes and gives JSON. */
  public String function() {
    return function;
  }

  /** The statement, with its argument as {@code $1}. */
  public String sql() {
    return "SELECT datamove." + function + "($1)";
  }
}
