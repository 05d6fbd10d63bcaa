package org.datamove.validate.row;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.datamove.key.Duplicate;
import org.datamove.key.Duplicates;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;

/** Tells of the rows that have the key of an earlier one. */
public final class DuplicateKeys {
  private DuplicateKeys() {}

  /**
   * Adds a finding for each.
   *
   * @param words tells a place
   * @param rejects counts the rows that a load would reject; null where one fails the move
   */
  public static void add(
      List<Duplicates> found, LongFunction<String> words, Findings findings, Rejects rejects) {
    for (Duplicates duplicates : found) {
      add(duplicates, row -> Finding.ofDuplicate(duplicates.key(), row, words), findings);
      if (rejects != null) {
        rejects.count(duplicates.total());
      }
    }
  }

  /** The same where such rows are skipped. */
  public static void addSkipped(List<Duplicates> found, Findings findings) {
    for (Duplicates duplicates : found) {
      add(duplicates, row -> Finding.ofSkipped(row.row(), row.place(), false), findings);
    }
  }

  private static void add(
      Duplicates duplicates, Function<Duplicate, Finding> told, Findings findings) {
    Finding last = null;
    for (Duplicate duplicate : duplicates.first()) {
      last = told.apply(duplicate);
      findings.add(last);
    }
    if (last != null) {
      findings.count(last, duplicates.total() - duplicates.first().size());
    }
  }
}
