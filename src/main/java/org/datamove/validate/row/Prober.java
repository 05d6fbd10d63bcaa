package org.datamove.validate.row;

import java.util.List;
import java.util.Map;
import org.datamove.catalog.RowProbe;
import org.datamove.validate.finding.Judge;

/** Has PostgreSQL try values with a constraint of the target; nothing is changed by it. */
public interface Prober {
  /**
   * What came of it.
   *
   * @param refused what is refused, by the 0-based place among the asked ones; {@link
   *     Judge.Verdict#ACCEPTED} where the constraint does not hold, else the error that its
   *     expression raises
   * @param unable why it cannot be told, PostgreSQL's message, or null
   */
  record Answer(Map<Integer, Judge.Verdict> refused, String unable) {}

  /** The constraints that can be tried with rows of a file that has these columns. */
  List<RowProbe> probes(List<String> columns) throws InterruptedException;

  /**
   * Tries values.
   *
   * @param tuples for each row the values of the constraint's columns, in their order; distinct
   */
  Answer probe(RowProbe probe, List<List<String>> tuples) throws InterruptedException;
}
