package org.datamove.validate.row;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.datamove.key.Scratch;
import org.datamove.validate.finding.Finding;

/** The rows that the database is certain to refuse; asked for in the file's order. */
public final class ForeseenRows {
  private final DataInputStream data;
  private final Scratch scratch;
  private Finding next;
  private List<Finding> others = List.of();
  private int nextOther;

  ForeseenRows(DataInputStream data, Scratch scratch) {
    this.data = data;
    this.scratch = scratch;
    advance();
  }

  /** Those of a log, from the first on. */
  public static ForeseenRows of(FindingLog log) {
    return log.read();
  }

  /** The same with others, which are sorted by row. */
  public ForeseenRows and(List<Finding> more) {
    others = more;
    return this;
  }

  private void advance() {
    try {
      next = FindingLog.next(data);
      if (next == null) {
        data.close();
      }
    } catch (IOException e) {
      throw scratch.failed(e);
    }
  }

  /** All that is wrong with a row; the numbers that are asked for rise. */
  List<Finding> of(long row) {
    while (next != null && next.row() < row) {
      advance();
    }
    while (nextOther < others.size() && others.get(nextOther).row() < row) {
      nextOther++;
    }
    boolean isOther = nextOther < others.size() && others.get(nextOther).row() == row;
    if (!isOther && (next == null || next.row() > row)) {
      return List.of();
    }
    List<Finding> all = new ArrayList<>();
    while (next != null && next.row() == row) {
      all.add(next);
      advance();
    }
    while (nextOther < others.size() && others.get(nextOther).row() == row) {
      all.add(others.get(nextOther++));
    }
    return all;
  }
}
