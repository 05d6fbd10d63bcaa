package org.datamove.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.datamove.error.Failure;
import org.datamove.execute.Command.End;
import org.datamove.execute.Command.Run;
import org.datamove.plan.SearchSteps;
import org.datamove.validate.finding.FindingCode;

/**
 * Finds all rows of a staging table that the target refuses. They are taken out in stretches, each
 * in a block that is kept where it goes in, so that a row meets all rows before it that are
 * accepted, as if each had an INSERT of its own. A temporary sequence, which no block takes back,
 * tells the row at which a stretch ended; so a refused row costs two blocks, and each row is
 * inserted twice at most.
 *
 * <p>Only what is refused at the end of a statement, such as a foreign key or what a trigger that
 * fires after a row raises, has to be halved for.
 */
final class RowSearch {
  /** Behind a refused row the next stretch has at least so many rows. */
  private static final long LEAST_ROWS = 16;

  private static final long ALL = Long.MAX_VALUE / 4;

  private final Database database;
  private final SearchSteps steps;
  private final LongFunction<String> paths;
  private final boolean putAside;
  private final List<RowRefusal> found = new ArrayList<>();
  private long at;
  private long size = ALL;
  private long inserted;

  /**
   * A search.
   *
   * @param paths the file of a place
   * @param putAside whether the rows are put aside with their lines, and not shown as errors
   */
  RowSearch(Database database, SearchSteps steps, LongFunction<String> paths, boolean putAside) {
    this.database = database;
    this.steps = steps;
    this.paths = paths;
    this.putAside = putAside;
  }

  /** Rows behind one another: the numbers of the first and the last, and how many. */
  private record Stretch(long first, long last, long rows) {}

  /**
   * Searches; what it inserts stays until the caller's block is undone.
   *
   * @param most how many refused rows end it
   * @param ends numbers of rows behind which no stretch goes on; those between two of them are
   *     tried together first
   * @throws RefusedException where a statement is refused of which no row is at fault
   */
  List<RowRefusal> run(long most, List<Long> ends) throws InterruptedException {
    for (long end : ends) {
      size = ALL;
      searchUpTo(end, most);
    }
    searchUpTo(ALL, most);
    return found;
  }

  private void searchUpTo(long end, long most) throws InterruptedException {
    Stretch next = next(end);
    while (next.rows() > 0 && found.size() < most) {
      take(next);
      next = next(end);
    }
  }

  private void take(Stretch stretch) throws InterruptedException {
    RefusedException refused = insert(stretch.last());
    if (refused == null) {
      at = stretch.last();
      size = Math.min(size, ALL) * 2;
      return;
    }
    long reached = reached();
    if (reached <= at || refused.refusal().is(Execution.NOT_OF_ROWS)) {
      throw refused;
    }
    if (reached == stretch.first() && (stretch.rows() == 1 || reached < stretch.last())) {
      refuse(reached, refused, 0);
    } else if (reached >= stretch.last()) {
      size = stretch.rows() / 2; // at the end of the statement, most likely: any of them
    } else if (insert(reached - 1) == null) {
      refuse(reached, refused, inserted);
    } else {
      size = Math.max(stretch.rows() / 2, 1); // one of those before it, too
    }
  }

  /** Refused rows that lie close are met in short stretches. */
  private void refuse(long number, RefusedException refused, long rowsBefore)
      throws InterruptedException {
    long place = steps.order() == null ? number : number(query(steps.place(number)));
    String path = paths.apply(place);
    found.add(new RowRefusal(place, path, failure(refused, place, path)));
    at = number;
    size = Math.max(4 * rowsBefore, LEAST_ROWS);
  }

  private Failure failure(RefusedException refused, long place, String path) {
    Refusal refusal = refused.refusal();
    if (steps.seen() != null && steps.seen().isOf(refusal.fields().table())) {
      return new Failure(
          FindingCode.DUPLICATE_KEY.sqlState(),
          "an earlier row of the file has the same key",
          refusal.detail(),
          null);
    }
    return putAside
        ? new Failure(
            refusal.sqlState(),
            refusal.message(),
            refusal.detail(),
            refusal.hint(),
            refusal.fields())
        : refused.failure(RowRefusedException.inWords(place, path));
  }

  private RefusedException insert(long upTo) throws InterruptedException {
    try {
      List<Statement> inserts = new ArrayList<>();
      steps.stretch(at, upTo).forEach(sql -> inserts.add(new Statement.Sql(sql)));
      List<Object> rows = database.run(Run.kept(inserts));
      inserted = (Long) rows.get(rows.size() - 1);
      return null;
    } catch (RefusedException e) {
      return e;
    }
  }

  @SuppressWarnings("unchecked") // an array of numbers
  private Stretch next(long upTo) throws InterruptedException {
    List<Object> end = (List<Object>) query(steps.stretchEnd(at, upTo, Math.min(size, ALL)));
    return new Stretch(number(end.get(0)), number(end.get(1)), number(end.get(2)));
  }

  private static long number(Object value) {
    return value == null ? 0 : ((Number) value).longValue();
  }

  private long reached() throws InterruptedException {
    return number(query(steps.reached()));
  }

  private Object query(String sql) throws InterruptedException {
    return database
        .run(new Run(false, List.of(new Statement.Query(sql, Map.of())), End.OPEN))
        .get(0);
  }
}
