package org.datamove.validate.move;

import org.datamove.validate.finding.Findings;

/** One concern of validation, looked at before the first row is read. */
public interface Rule {
  /** Adds a finding for each problem; never throws for one. */
  void check(Subject subject, Findings findings);
}
