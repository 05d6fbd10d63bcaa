package org.datamove.execute;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.datamove.execute.Command.End;
import org.datamove.execute.Command.Run;
import org.datamove.load.BatchChunk;
import org.datamove.load.Chunk;
import org.datamove.plan.Sql;
import org.datamove.plan.Step;

/** Finds the row of a chunk that the table refuses, by halving: all before it go in. */
final class RefusedRow {
  private static final String COPIES = "pg_temp.datamove_refused";
  private static final String NUMBER = "datamove_number";

  private final Database database;
  private final Step.Load step;
  private final String stage;

  RefusedRow(Database database, Step.Load step, String stage) {
    this.database = database;
    this.step = step;
    this.stage = stage;
  }

  /**
   * Looks for it; what is done on the way is undone.
   *
   * @param into the statement that takes a chunk into a table
   * @return counted from 1; 0 where that cannot be tried
   */
  int find(Chunk chunk, BiFunction<Chunk, String, Statement> into) throws InterruptedException {
    if (step.method() == Step.Load.Method.STAGE) {
      // A temporary table that has only been copied into is read in the order of its rows.
      return halve(chunk.rows(), step.fromStage(step.table(), stage) + " LIMIT ");
    }
    if (chunk instanceof BatchChunk batch) {
      String first = step.fromBatch(step.table()) + " LIMIT ";
      return halve(chunk.rows(), most -> new Statement.Batch(first + most, batch.rowsJson()));
    }
    String columns = step.columnList();
    int outer = database.depth();
    try {
      database.run(
          new Run(
              true,
              List.of(
                  new Statement.Sql(
                      "CREATE TEMPORARY TABLE datamove_refused AS SELECT "
                          + columns
                          + " FROM "
                          + step.table()
                          + " WITH NO DATA"),
                  new Statement.Sql(
                      "ALTER TABLE " + COPIES + " ADD COLUMN " + NUMBER + " bigserial"),
                  into.apply(chunk, COPIES)),
              End.OPEN));
    } catch (RefusedException e) {
      return 0;
    }
    int found =
        halve(
            chunk.rows(),
            "INSERT INTO "
                + step.table()
                + " ("
                + columns
                + ") OVERRIDING SYSTEM VALUE SELECT "
                + columns
                + " FROM "
                + COPIES
                + " ORDER BY "
                + Sql.name(NUMBER)
                + " LIMIT ");
    database.undoTo(outer);
    return found;
  }

  private int halve(int rows, String first) throws InterruptedException {
    return halve(rows, most -> new Statement.Sql(first + most));
  }

  /**
   * Halves.
   *
   * @param first the statement that takes so many of the rows, the first ones
   */
  private int halve(int rows, IntFunction<Statement> first) throws InterruptedException {
    int good = 0;
    int bad = rows + 1;
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      if (database.accepts(List.of(first.apply(middle)))) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return bad;
  }
}
