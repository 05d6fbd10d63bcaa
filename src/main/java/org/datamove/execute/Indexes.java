package org.datamove.execute;

import java.util.List;
import org.datamove.execute.Command.Run;
import org.datamove.plan.Step;

/** Builds indexes over the loaded rows. */
final class Indexes {
  /** Errors that no row is at fault for. */
  private static final String[] NOT_OF_ROWS = {"53", "57", "58", "40", "55P03", "42501"};

  /** Under this search_path the definitions were written down. */
  private static final String PINNED = "pg_catalog, pg_temp";

  private final Database database;
  private final String searchPath;

  Indexes(Database database, String searchPath) {
    this.database = database;
    this.searchPath = searchPath;
  }

  /**
   * Runs the statement of an index.
   *
   * @throws IndexRefusedException where a row may be at fault; which one it is, PostgreSQL says
   *     only while rows go in
   */
  void build(Step.IndexBuild index) throws InterruptedException {
    try {
      database.run(
          Run.of(
              List.of(
                  Locks.setting("search_path", PINNED),
                  new Statement.Sql(index.sql()),
                  Locks.setting("search_path", searchPath))));
    } catch (RefusedException e) {
      if (e.refusal().is(NOT_OF_ROWS)) {
        throw e;
      }
      throw new IndexRefusedException(e);
    }
  }
}
