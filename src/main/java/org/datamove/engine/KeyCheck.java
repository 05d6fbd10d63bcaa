package org.datamove.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.datamove.key.DuplicateFinder;
import org.datamove.key.Duplicates;
import org.datamove.key.KeyCollector;
import org.datamove.key.KeyReference;
import org.datamove.key.UniqueKey;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.known.KnownTypes;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.row.DuplicateKeys;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.RepeatedRows;
import org.datamove.validate.row.UniqueKeys;

/**
 * Compares the unique keys of a file's rows, and what they refer to among each other, once all of
 * them have been read.
 */
final class KeyCheck {
  /** How many rows at most are rejected because of their keys. */
  private static final int MOST_REJECTED = 100_000;

  private final Request request;
  private final JobScratch scratch;
  private final Inquiries database;
  private final boolean skips;
  private final List<UniqueKey> keys;
  private final int fields;
  private ReferenceCheck references;
  private KeyCollector collector;

  /**
   * A check of the keys that the target has or gets.
   *
   * @param names the file's column names in the file's order
   * @param notes where the keys go that only the load checks; null where that is not told
   */
  KeyCheck(
      Request request, List<String> names, Findings notes, JobScratch scratch, Inquiries database) {
    this.request = request;
    this.scratch = scratch;
    this.database = database;
    this.skips = request.options().skipsConflicts();
    this.keys = keys(names, notes);
    this.fields = names.size();
  }

  /** Where rows are skipped the load finds out which; of a new table that is known beforehand. */
  private List<UniqueKey> keys(List<String> names, Findings notes) {
    boolean isNew = request.table() == null;
    if (skips && !(isNew && request.foretellsSkipped())) {
      return List.of();
    }
    return isNew
        ? UniqueKeys.ofNewTable(request.primaryKeyColumns(), names)
        : UniqueKeys.of(request.table(), names, notes);
  }

  /** Has the rows' references looked at, too; before {@link #collector}. */
  void refer(ReferenceCheck check) {
    references = check;
  }

  private boolean refers() {
    return references != null && !references.keys().isEmpty();
  }

  /** What takes the rows' keys; null where there is none to compare. */
  KeyCollector collector() {
    if (collector == null && (!keys.isEmpty() || refers())) {
      List<KeyReference> referring = refers() ? references.keys() : List.of();
      collector = new KeyCollector(keys, referring, fields, scratch);
    }
    return collector;
  }

  /** The form of each of the target's columns. */
  Map<String, KeyForm> tableForms() {
    Map<String, KeyForm> forms = new HashMap<>();
    for (UniqueKey key : keys) {
      for (String column : key.columns()) {
        forms.put(
            column,
            KnownTypes.key(
                request.table().column(column).baseType(),
                request.table().column(column).elementType()));
      }
    }
    return forms;
  }

  /** The same, once the move has widened columns. */
  Map<String, KeyForm> tableForms(List<Step.LoadColumn> columns) {
    Map<String, KeyForm> forms = tableForms();
    for (Step.LoadColumn column : columns) {
      String name = column.name();
      if (forms.containsKey(name)
          && !request.table().column(name).baseType().sql().equals(column.base().sql())) {
        forms.put(name, KnownTypes.key(column.base(), null));
      }
    }
    return forms;
  }

  /**
   * Adds orphans and duplicates to the findings, and to the rows that are rejected where there are
   * any; rows that are skipped are no problem. An orphan that is rejected has no key.
   */
  void report(
      Map<String, KeyForm> forms, LongFunction<String> words, Findings findings, Rejects rejects)
      throws InterruptedException {
    if (refers()) {
      references.report(collector, findings, rejects);
    }
    reportRepeated(forms, words, findings, rejects);
    if (collector != null) {
      collector.clear();
    }
  }

  private void reportRepeated(
      Map<String, KeyForm> forms, LongFunction<String> words, Findings findings, Rejects rejects)
      throws InterruptedException {
    int keep = request.options().reportLimit();
    if (skips) {
      DuplicateKeys.addSkipped(find(forms, keep, false), findings);
      return;
    }
    List<Duplicates> found = find(forms, keep, rejects != null);
    DuplicateKeys.add(found, words, findings, rejects);
    if (refers() && rejects != null && found.stream().anyMatch(key -> key.total() > 0)) {
      references.reportDoubts(collector);
    }
  }

  /** The rows to reject because there is no row that they refer to, by row. */
  List<Finding> orphans() throws InterruptedException {
    return refers() ? references.orphans(collector) : List.of();
  }

  /**
   * The rows to reject: of each key the first hundred thousand.
   *
   * @param seeks whether rows that the load finds refused are sought. Where rows come twice by
   *     several keys they are left to that: one that is refused by a key frees the others that it
   *     has
   */
  RepeatedRows repeatedRows(Map<String, KeyForm> forms, LongFunction<String> words, boolean seeks)
      throws InterruptedException {
    List<Duplicates> found = find(forms, MOST_REJECTED, true);
    return new RepeatedRows(seeks && isChain(found) ? List.of() : found, words);
  }

  private static boolean isChain(List<Duplicates> found) {
    Set<Long> refused = new HashSet<>();
    for (Duplicates duplicates : found) {
      duplicates.first().forEach(row -> refused.add(row.place()));
    }
    return found.stream()
        .flatMap(duplicates -> duplicates.first().stream())
        .anyMatch(row -> refused.contains(row.firstPlace()));
  }

  private List<Duplicates> find(Map<String, KeyForm> forms, int keep, boolean reject)
      throws InterruptedException {
    if (keys.isEmpty()) {
      return List.of();
    }
    int kept = reject ? MOST_REJECTED : keep;
    return new DuplicateFinder(database.normalizer(), scratch, kept).find(collector, forms, reject);
  }
}
