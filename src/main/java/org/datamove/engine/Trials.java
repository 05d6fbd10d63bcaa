package org.datamove.engine;

import java.util.List;
import java.util.function.Consumer;
import org.datamove.catalog.RowProbe;
import org.datamove.request.Request;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.row.RowProbes;
import org.datamove.validate.row.TriedConstraints;

/** What a file's rows are tried with before they are loaded into an existing table. */
final class Trials {
  private final Request request;
  private final List<String> names;
  private final Inquiries database;
  private final Consumer<Finding> notes;
  private final TriedConstraints tried;

  private Trials(
      Request request,
      List<String> names,
      Inquiries database,
      Consumer<Finding> notes,
      TriedConstraints tried) {
    this.request = request;
    this.names = names;
    this.database = database;
    this.notes = notes;
    this.tried = tried;
  }

  /**
   * Those that there are.
   *
   * @param names the file's column names in the file's order
   * @param notes takes a warning for each constraint that only the load tries; none in a rehearsal,
   *     which tries all of them
   */
  static Trials of(Request request, List<String> names, Inquiries database, Consumer<Finding> notes)
      throws InterruptedException {
    return of(request, names, database.prober().probes(names), database, notes);
  }

  /** The same with those constraints of the target that are given. */
  static Trials of(
      Request request,
      List<String> names,
      List<RowProbe> found,
      Inquiries database,
      Consumer<Finding> notes) {
    Consumer<Finding> told = request.options().rehearses() ? finding -> {} : notes;
    TriedConstraints tried = TriedConstraints.of(request, names, found, told);
    return new Trials(request, names, database, told, tried);
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return tried.probes().isEmpty() && tried.references().isEmpty();
  }

  /** What has PostgreSQL try each row. */
  RowProbes probes() {
    return new RowProbes(
        tried.probes(),
        names,
        request.table().isPartitioned(),
        request.options().skipsConflicts(),
        database.prober(),
        notes);
  }

  /** What compares the rows that refer to each other. */
  ReferenceCheck references(JobScratch scratch) {
    return new ReferenceCheck(request, tried.references(), scratch, database, notes);
  }
}
