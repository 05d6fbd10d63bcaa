package org.datamove.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.csv.CorrectedRow;

/** Rows that were rejected before and go in now, until it is sure that they do. */
public final class CorrectedRows {
  private static final int HAND_OVER_ROWS = 1000;

  /** Takes them off the rejected rows; must not keep them. */
  public interface Sink {
    /** Hands rows over. */
    void release(List<CorrectedRow> rows) throws InterruptedException;
  }

  private final Sink sink;
  private final Map<Long, CorrectedRow> waiting = new LinkedHashMap<>();

  /** Rows on their way. */
  public CorrectedRows(Sink sink) {
    this.sink = sink;
  }

  /** Adds the row of a number, unless nobody says what it was; null then. */
  void add(long number, CorrectedRow row) {
    if (row != null) {
      waiting.put(number, row);
    }
  }

  /** No value of those added is in doubt any more: hands them on, but for some. */
  void settled(Set<Long> refused, boolean atEnd) throws InterruptedException {
    waiting.keySet().removeAll(refused);
    if (!waiting.isEmpty() && (atEnd || waiting.size() >= HAND_OVER_ROWS)) {
      sink.release(new ArrayList<>(waiting.values()));
      waiting.clear();
    }
  }
}
