package org.datamove.validate;

/** One concern of validation, looked at before the first row is read. */
interface Rule {
  /** Adds a finding for each problem; never throws for one. */
  void check(Subject subject, Findings findings);
}
