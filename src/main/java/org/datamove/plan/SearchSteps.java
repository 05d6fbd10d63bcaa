package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How the rows that the database refuses are sought; all of it is undone. A row's number is its
 * place in the file, or its number in the order in which rows can refer to each other.
 *
 * @param before what the target needs before its rows go in
 * @param staging makes the staging table
 * @param load takes the file's rows into it
 * @param insert takes them out of it, a stretch at a time
 * @param order the order in which they are taken out; null for the file's
 * @param seen what notes the keys of the rows where rows are matched by a key; else null
 * @param counter the name of a temporary sequence that tells which row is under way, quoted
 */
public record SearchSteps(
    List<Step> before,
    Step.StagingTable staging,
    Step.Load load,
    Step.StagedInsert insert,
    SelfReferences order,
    SeenKeys seen,
    String counter) {
  /**
   * The search that goes with the steps of a plan.
   *
   * <p>Constraints that the plan has checked behind the load are checked at once: they tell of a
   * row then.
   */
  static SearchSteps of(
      List<Step> steps,
      Step.StagingTable staging,
      Step.Load load,
      Step.StagedInsert insert,
      SelfReferences order,
      SeenKeys seen,
      String counter) {
    List<Step> before = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Load || step instanceof Step.StagingTable) {
        break;
      }
      before.add(step);
    }
    steps.stream().filter(step -> step.kind().equals(Step.CHECK_DEFERRED)).forEach(before::add);
    return new SearchSteps(before, staging, load, insert, order, seen, counter);
  }

  /** The statements up to the load, in their order. */
  public List<String> preparation() {
    List<String> statements = new ArrayList<>(before.stream().map(Step::sql).toList());
    statements.add(staging.sql());
    statements.add("CREATE TEMPORARY SEQUENCE " + counter + " MINVALUE 0");
    if (seen != null) {
      statements.addAll(seen.create());
    }
    return statements;
  }

  /** The inserts of the rows behind a number, up to another; the counter has the row under way. */
  public List<String> stretch(long after, long upTo) {
    String rows = rows(after, upTo);
    String sql = insert.into() + rows + insert.conflict();
    return seen == null ? List.of(sql) : List.of(seen.into() + rows, sql);
  }

  private String rows(long after, long upTo) {
    return "(SELECT * FROM "
        + insert.staging()
        + between(after, upTo)
        + " OFFSET 0) AS stretch WHERE pg_catalog.setval("
        + reference()
        + ", stretch."
        + number()
        + ") IS NOT NULL";
  }

  /**
   * A query for the first and the last number of some rows behind a number, and for how many they
   * are; it sets the counter to that number.
   *
   * @param upTo the last number that counts
   * @param rows how many rows at most
   */
  public String stretchEnd(long after, long upTo, long rows) {
    return "SELECT pg_catalog.json_build_array(pg_catalog.min(stretch.number),"
        + " pg_catalog.max(stretch.number), pg_catalog.count(*), pg_catalog.setval("
        + reference()
        + ", "
        + after
        + ")) FROM (SELECT "
        + number()
        + " AS number FROM "
        + insert.staging()
        + between(after, upTo)
        + " LIMIT "
        + rows
        + ") AS stretch";
  }

  /** The rows behind a number, up to another, in order. */
  private String between(long after, long upTo) {
    return " WHERE "
        + number()
        + " OPERATOR(pg_catalog.>) "
        + after
        + " AND "
        + number()
        + " OPERATOR(pg_catalog.<=) "
        + upTo
        + " ORDER BY "
        + number();
  }

  /** A query for the number of the row that was under way last. */
  public String reached() {
    return "SELECT pg_catalog.to_json(last_value) FROM pg_temp." + counter;
  }

  /** A query for the place of a row. */
  public String place(long number) {
    return "SELECT pg_catalog.to_json("
        + Staging.PLACE_COLUMN
        + ") FROM "
        + insert.staging()
        + " WHERE "
        + number()
        + " OPERATOR(pg_catalog.=) "
        + number;
  }

  private String number() {
    return order == null ? Staging.PLACE_COLUMN : SelfReferences.ORDER_COLUMN;
  }

  private String reference() {
    return Sql.literal("pg_temp." + counter).trim() + "::pg_catalog.regclass";
  }

  /** Statements that make stretches cheap to find, once the rows are in the staging table. */
  public List<String> orderly() {
    return List.of(
        "CREATE INDEX ON " + insert.staging() + " (" + number() + ")",
        "ANALYZE " + insert.staging());
  }
}
