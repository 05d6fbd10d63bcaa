package org.datamove.execute;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.datamove.error.ErrorCode;
import org.datamove.execute.Command.Run;
import org.datamove.plan.SearchSteps;
import org.datamove.plan.SelfReferences;
import org.datamove.request.Request;

/** Tries which rows the database refuses; all that is done for it is undone. */
final class Trial {
  /** More refused rows are not sought: they are kept in memory until the file is read again. */
  private static final int MOST_ROWS = 100_000;

  private static final int MOST_LEVELS = 1000;

  private final Database database;
  private final Feed.Opener opener;
  private final Request request;
  private final SearchSteps steps;
  private final Caller caller;
  private final ProgressNotices notices;

  Trial(
      Database database,
      Feed.Opener opener,
      Request request,
      SearchSteps steps,
      Caller caller,
      ProgressNotices notices) {
    this.database = database;
    this.opener = opener;
    this.request = request;
    this.steps = steps;
    this.caller = caller;
    this.notices = notices;
  }

  /**
   * Looks for them.
   *
   * @param known those that are known already, and are left out
   * @return all others, in the file's order; none where they cannot be sought, or no row is at
   *     fault
   */
  List<RowRefusal> search(List<RowRefusal> known) throws IOException, InterruptedException {
    int outer = database.depth();
    List<RowRefusal> found;
    try (RowLoad rows =
        new RowLoad(database, opener, request, caller.stage(), notices, false).trying(known)) {
      Script script = new Script(database);
      steps.preparation().forEach(script::add);
      script.flush();
      rows.load(steps.load(), false);
      List<Long> ends = steps.order() == null ? List.of() : putInOrder(steps.order());
      steps.orderly().forEach(script::add);
      script.flush();
      found =
          new RowSearch(database, steps, rows::pathOf, request.options().rejects())
              .run(MOST_ROWS + 1 - known.size(), ends);
    } catch (RefusedException | RowRefusedException e) {
      found = new ArrayList<>();
    }
    database.undoTo(outer);
    found.sort(Comparator.comparingLong(RowRefusal::place));
    if (found.size() + known.size() > MOST_ROWS) {
      throw new MoveFailedException(
          ErrorCode.VALIDATION_FAILED,
          "more than " + MOST_ROWS + " rows are refused by the database",
          "The first: " + found.get(0).failure().message(),
          "Correct the file, or load it in parts.");
    }
    return found;
  }

  /**
   * Numbers the rows of the staging table so that each can go in behind those that it refers to. A
   * long chain of rows each of which refers to the next counts as a circle behind some levels.
   *
   * @return the ends of the rows that must go in together
   */
  @SuppressWarnings("unchecked") // an array of numbers
  private List<Long> putInOrder(SelfReferences order) throws InterruptedException {
    for (String sql : order.begin()) {
      rowsOf(sql);
    }
    long changed = 1;
    for (int level = 0; changed > 0 && level < MOST_LEVELS; level++) {
      changed = rowsOf(order.next(level));
    }
    changed = 1;
    for (int level = 0; changed > 0 && level < MOST_LEVELS; level++) {
      changed = rowsOf(order.nextOrphans());
    }
    for (String sql : order.end()) {
      rowsOf(sql);
    }
    List<Object> circle =
        (List<Object>)
            database.run(Run.of(List.of(new Statement.Query(order.circle(), Map.of())))).get(0);
    return circle.stream()
        .filter(Objects::nonNull)
        .map(number -> ((Number) number).longValue())
        .toList();
  }

  private long rowsOf(String sql) throws InterruptedException {
    return (Long) database.run(Run.of(List.of(new Statement.Sql(sql)))).get(0);
  }
}
