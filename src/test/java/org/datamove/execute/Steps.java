package org.datamove.execute;

import java.util.List;
import org.datamove.plan.Plan;
import org.datamove.plan.Step;
import org.datamove.type.PgType;
import org.datamove.validate.move.Operation;

/** Steps of plans for the table {@code t} with the column {@code a}. */
final class Steps {
  static final Step.Emptying TRUNCATE = new Step.Emptying("truncate", "empty", "TRUNCATE t");
  static final Step.Statement ANALYZE = new Step.Statement("analyze", "analyze", "ANALYZE t");
  static final Step.IndexDrop DROP_INDEX = new Step.IndexDrop("drop", "DROP INDEX i");
  static final Step.IndexBuild INDEX =
      new Step.IndexBuild("recreate_index", "build", "CREATE INDEX i");
  static final Step.IndexBuild NEW_INDEX =
      new Step.IndexBuild(Step.IndexBuild.NEW, "make", "CREATE INDEX n");
  static final Step.StagingTable STAGING =
      new Step.StagingTable("stage", "CREATE TEMPORARY TABLE w");
  static final Step.StagedInsert UPSERT =
      new Step.StagedInsert(
          "upsert",
          "INSERT INTO t SELECT a FROM ",
          "w",
          " ON CONFLICT DO UPDATE",
          "WITH written AS (INSERT INTO t SELECT a FROM w ON CONFLICT DO UPDATE)",
          Step.StagedInsert.Told.KINDS);
  static final Step.Statement DROP_STAGING =
      new Step.Statement("drop_staging", "drop", "DROP TABLE w");

  private Steps() {}

  /** A load of the table itself, of which no trigger suppresses a row. */
  static Step.Load load(Step.Load.Method method) {
    return load(method, "t", false);
  }

  static Step.Load load(Step.Load.Method method, String table, boolean maySuppress) {
    PgType text = PgType.builtIn("text", -1);
    return new Step.Load(
        method,
        "load",
        table,
        "a",
        "SELECT c0 FROM batch",
        ";",
        "identity",
        1,
        List.of(new Step.LoadColumn("a", 0, text, text)),
        true,
        maySuppress,
        true);
  }

  /** TRUNCATE, then COPY. */
  static Plan copies() {
    return plan(TRUNCATE, load(Step.Load.Method.COPY));
  }

  /** By way of a stage. */
  static Plan stages() {
    return plan(TRUNCATE, load(Step.Load.Method.STAGE));
  }

  /** By way of a staging table, updating what is there. */
  static Plan upserts() {
    return plan(STAGING, load(Step.Load.Method.COPY, "w", false), UPSERT, DROP_STAGING, ANALYZE);
  }

  /** With indexes that are built over the rows. */
  static Plan rebuilds() {
    return plan(TRUNCATE, DROP_INDEX, load(Step.Load.Method.COPY), INDEX, NEW_INDEX, ANALYZE);
  }

  static Plan plan(Step... steps) {
    return plan(null, steps);
  }

  static Plan plan(String lockMode, Step... steps) {
    return new Plan(Operation.EXISTING_SCHEMA, lockMode, List.of(steps), List.of(), null);
  }
}
