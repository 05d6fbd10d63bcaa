package org.datamove.validate;

/** What is lost for good with columns that the file does not have. */
public final class LossRule {
  private LossRule() {}

  /**
   * Warns that values go with a column.
   *
   * @param lost how many, in words: {@code 120 values}
   */
  public static void tell(String column, String lost, Findings findings) {
    findings.add(
        Finding.ofColumn(
            FindingCode.DROPPED_VALUES,
            column,
            "column \"" + column + "\" is dropped with " + lost,
            DependentHint.keepColumn()));
  }
}
