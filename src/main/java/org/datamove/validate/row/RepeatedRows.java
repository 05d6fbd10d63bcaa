package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import org.datamove.key.Duplicate;
import org.datamove.key.Duplicates;
import org.datamove.validate.finding.Finding;

/**
 * The rows that are rejected because an earlier one has their key; asked for in the file's order.
 */
public final class RepeatedRows {
  private final List<Finding> findings = new ArrayList<>();
  private int next;

  /** The rows that were kept of the duplicates; {@code words} tells a place. */
  public RepeatedRows(List<Duplicates> found, LongFunction<String> words) {
    for (Duplicates duplicates : found) {
      for (Duplicate duplicate : duplicates.first()) {
        findings.add(Finding.ofDuplicate(duplicates.key(), duplicate, words));
      }
    }
    findings.sort(Comparator.comparing(Finding::row));
  }

  /** What is wrong with a row, or null; the numbers that are asked for rise. */
  Finding of(long row) {
    while (next < findings.size() && findings.get(next).row() < row) {
      next++;
    }
    return next < findings.size() && findings.get(next).row() == row ? findings.get(next) : null;
  }
}
