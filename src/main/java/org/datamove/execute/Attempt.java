package org.datamove.execute;

import java.io.IOException;
import java.util.List;
import org.datamove.execute.Command.Run;
import org.datamove.plan.Step;
import org.datamove.request.Request;
import org.datamove.result.Loaded;

/** Carries out the steps of a plan once, in a block of their own. */
final class Attempt {
  private final Database database;
  private final Request request;
  private final Indexes indexes;
  private final RowLoad rows;
  private final Script script;
  private final boolean first;
  private final boolean searched;
  private boolean emptied;
  private Step.Load load;
  private Loaded loaded;
  private Written written;
  private Long deleted;

  /**
   * An attempt.
   *
   * @param leftOut rows that the database is known to refuse
   * @param searched whether refused rows are sought in another way
   * @param careful whether each chunk has a block of its own, so that a refused row can be sought
   *     where the chunks before it are in
   */
  Attempt(
      Database database,
      Feed.Opener opener,
      Request request,
      Caller caller,
      ProgressNotices notices,
      LeftOut leftOut,
      boolean searched,
      boolean careful) {
    this.database = database;
    this.searched = searched;
    this.request = request;
    this.indexes = new Indexes(database, caller.searchPath());
    this.rows =
        new RowLoad(database, opener, request, caller.stage(), notices, careful).without(leftOut);
    this.script = new Script(database);
    this.first = database.depth() == 0;
  }

  /**
   * Runs the steps.
   *
   * @throws RowRefusedException for a row
   * @throws IndexRefusedException for an index over the rows
   * @throws RefusedException for anything else
   */
  Tally run(List<Step> steps) throws IOException, InterruptedException {
    try {
      for (Step step : steps) {
        take(step);
      }
    } finally {
      rows.close();
    }
    Tally tally = new Tally(loaded, written, deleted);
    tally.check(load.rowsMaySuppress());
    script.keep();
    return tally;
  }

  private void take(Step step) throws IOException, InterruptedException {
    if (step instanceof Step.Load file) {
      load = file;
      script.flush();
      // PostgreSQL freezes rows in the block in which their table was emptied, and in no inner one.
      loaded = rows.load(file, emptied && first);
      written = Written.inserted(rows.inTable());
    } else if (step instanceof Step.StagedInsert insert) {
      script.flush();
      written =
          new StagedRows(database, request, load.table(), rows::pathOf, !searched).insert(insert);
      if (insert.told().skips()) {
        written = written.skippingOthersOf(rows.inTable());
      }
    } else if (step instanceof Step.Deletion deletion) {
      script.flush();
      deleted = rowsOf(deletion.sql());
    } else if (step instanceof Step.IndexBuild index) {
      script.flush();
      indexes.build(index);
    } else {
      script.add(step.sql());
      emptied |= step instanceof Step.Emptying;
    }
  }

  private long rowsOf(String sql) throws InterruptedException {
    return (Long) database.run(Run.of(List.of(new Statement.Sql(sql)))).get(0);
  }
}
