package org.datamove.engine;

import java.util.ArrayList;
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
    List<Orphans> all = new ArrayList<>();
    for (SelfReference each : references) {
      all.add(orphans(each, refused));
    }
    boolean more = true;
    for (int round = 0; more && round < MOST_ROUNDS; round++) {
      more = false;
      for (int i = 0; i < all.size(); i++) {
        more |= find(collector, references.get(i), all.get(i)) && rejects != null;
      }
    }
    for (int i = 0; i < all.size(); i++) {
      all.get(i).note(more, notes);
      all.get(i).tell(findings, rejects);
    }
  }

  /**
   * Says where rows refer to some that are rejected for their keys: which of these is not certain.
   */
  void reportDoubts(KeyCollector collector) throws InterruptedException {
    for (SelfReference each : references) {
      Orphans doubtful = orphans(each, row -> {});
      doubtful.note(find(collector, each, doubtful), notes);
    }
  }

  private Orphans orphans(SelfReference reference, LongConsumer refused) {
    return new Orphans(
        reference,
        request.table().isPartitioned(),
        database.prober(),
        request.options().reportLimit(),
        refused);
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
