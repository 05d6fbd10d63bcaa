package org.datamove.it;

import java.sql.SQLException;
import java.util.List;
import org.datamove.host.jdbc.Notice;

/** A way to reach datamove's functions. */
interface Way {
  /**
   * A result row.
   *
   * @param pretty as jsonb_pretty writes it, without times
   * @param report the whole report of a move, null for other functions
   */
  record Document(String pretty, String report) {}

  /**
   * What came of a call.
   *
   * @param documents its rows; none where it failed
   * @param notices what it told, in order
   * @param error with which it failed, or null
   */
  record Called(List<Document> documents, List<Notice> notices, Notice error) {}

  /**
   * Makes a call.
   *
   * @param files what {@code $CASE} stands for
   */
  Called call(Step step, String files) throws SQLException;

  /** Makes ready for a case, in the session and transaction that it begins in. */
  void prepare() throws SQLException;

  /** Sees to what SQL of a case has made. */
  void adopt() throws SQLException;

  /** A transcript as this way shows it, for comparing. */
  String comparable(String transcript);
}
