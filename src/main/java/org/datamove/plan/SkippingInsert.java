package org.datamove.plan;

/** The statement that takes out of a staging table the rows that conflict with no other. */
final class SkippingInsert {
  /** More of the rows that are left out are not told, however many the caller wants. */
  private static final int MOST_LISTED = 20_000;

  private static final String TITLE = "insert the rows that conflict with no other";
  private static final String CONFLICT = " ON CONFLICT DO NOTHING";

  private final String into;
  private final String staging;

  /**
   * A statement.
   *
   * @param into the part of it that ends before the staging table's name
   * @param staging the quoted name of the staging table
   */
  SkippingInsert(String into, String staging) {
    this.into = into;
    this.staging = staging;
  }

  /** The step that counts the rows that are left out. */
  Step.StagedInsert counting() {
    return new Step.StagedInsert(
        TITLE, into, staging, CONFLICT, null, Step.StagedInsert.Told.NOT_SKIPPED);
  }

  /**
   * The step that tells the first places of the rows that are left out, too. A setting of the
   * transaction has the place of the row that is under way, for PostgreSQL takes one at a time; so
   * what the statement returns asks for no right on the target's columns.
   *
   * @param table the target's name: of each target there is a setting, so that a trigger of one may
   *     move a file into another
   * @param most how many places are told
   */
  Step.StagedInsert listing(String table, int most) {
    String setting = "'datamove.place_" + table.replaceAll("[^A-Za-z0-9]", "_") + "'";
    String place = Staging.PLACE_COLUMN;
    String counting =
        "WITH inserted AS ("
            + into
            + staging
            + " WHERE pg_catalog.set_config("
            + setting
            + ", "
            + place
            + "::pg_catalog.text, true) IS NOT NULL"
            + CONFLICT
            + " RETURNING pg_catalog.current_setting("
            + setting
            + ")::pg_catalog.int8 AS place), skipped AS (SELECT s."
            + place
            + " FROM "
            + staging
            + " AS s WHERE NOT EXISTS (SELECT FROM inserted AS i WHERE i.place"
            + " OPERATOR(pg_catalog.=) s."
            + place
            + ") ORDER BY s."
            + place
            + " LIMIT "
            + Math.min(most, MOST_LISTED)
            + ") SELECT pg_catalog.json_build_object('inserted', (SELECT pg_catalog.count(*) FROM"
            + " inserted), 'skipped', (SELECT pg_catalog.json_agg("
            + place
            + " ORDER BY "
            + place
            + ") FROM skipped))";
    return new Step.StagedInsert(
        TITLE, into, staging, CONFLICT, counting, Step.StagedInsert.Told.SKIPPED);
  }
}
