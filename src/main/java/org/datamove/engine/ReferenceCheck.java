package org.datamove.engine;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.datamove.key.KeyCollector;
import org.datamove.key.KeyReference;
import org.datamove.key.OrphanFinder;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.row.Orphans;
import org.datamove.validate.row.Rejects;
import org.datamove.validate.row.SelfReference;

/**
 * Finds the rows of a file that refer to a row of the target that there will not be, once all of
 * them have been read.
 */
final class ReferenceCheck {
  /** Where refused rows are left out: so far are rows followed that refer to them. */
  private static final int MOST_ROUNDS = 20;

  private static final int MOST_TOLD = 20_000;
  private static final int MOST_REJECTED = 100_000;

  private final Request request;
  private final List<SelfReference> references;
  private final Inquiries database;
  private final OrphanFinder finder;
  private final Consumer<Finding> notes;

  /**
   * A check.
   *
   * @param notes takes a warning where a reference turns out not to be foreseeable
   */
  ReferenceCheck(
      Request request,
      List<SelfReference> references,
      JobScratch scratch,
      Inquiries database,
      Consumer<Finding> notes) {
    this.request = request;
    this.references = references;
    this.database = database;
    this.finder = new OrphanFinder(database.normalizer(), scratch);
    this.notes = notes;
  }

  /** What has to be collected. */
  List<KeyReference> keys() {
    return references.stream().map(SelfReference::key).toList();
  }

  /**
   * Adds the orphans to the findings.
   *
   * @param rejects counts the rows that a load would reject; null where one fails the move
   */
  void report(KeyCollector collector, Findings findings, Rejects rejects)
      throws InterruptedException {
    LongConsumer refused = rejects == null ? row -> {} : collector::refusedLate;
    List<Orphans> all = orphans(Math.min(request.options().reportLimit(), MOST_TOLD), refused);
    boolean more = follow(collector, all, rejects == null ? 1 : MOST_ROUNDS) && rejects != null;
    for (Orphans each : all) {
      each.note(more, notes);
      each.tell(findings, rejects);
    }
  }

  /** The rows to reject, by row: of each reference the first hundred thousand. */
  List<Finding> orphans(KeyCollector collector) throws InterruptedException {
    List<Orphans> all = orphans(MOST_REJECTED, collector::refusedLate);
    follow(collector, all, MOST_ROUNDS);
    return all.stream()
        .flatMap(each -> each.first().stream())
        .sorted(Comparator.comparing(Finding::row))
        .toList();
  }

  /** Finds them in some rounds; returns whether there may be more. */
  private boolean follow(KeyCollector collector, List<Orphans> all, int rounds)
      throws InterruptedException {
    boolean more = true;
    for (int round = 0; more && round < rounds; round++) {
      more = false;
      for (int i = 0; i < all.size(); i++) {
        more |= find(collector, references.get(i), all.get(i));
      }
    }
    return more;
  }

  /**
   * Says where rows refer to some that are rejected for their keys: which of these is not certain.
   */
  void reportDoubts(KeyCollector collector) throws InterruptedException {
    List<Orphans> doubtful = orphans(1, row -> {});
    for (int i = 0; i < doubtful.size(); i++) {
      doubtful.get(i).note(find(collector, references.get(i), doubtful.get(i)), notes);
    }
  }

  private List<Orphans> orphans(int keep, LongConsumer refused) {
    boolean partitioned = request.table().isPartitioned();
    return references.stream()
        .map(each -> new Orphans(each, partitioned, database.prober(), keep, refused))
        .toList();
  }

  /** Whether there are more. */
  private boolean find(KeyCollector collector, SelfReference reference, Orphans orphans)
      throws InterruptedException {
    long before = orphans.total();
    finder.find(collector, reference.key(), reference.forms(request.table()), orphans);
    orphans.settle();
    return orphans.total() > before;
  }
}
