package org.datamove.it;

import java.util.regex.Pattern;

/** The statements that the engine has a host run, by what they look like. */
enum SentShape {
  LOCK("LOCK TABLE .+ IN [A-Z ]+ MODE"),
  SET_LOCK_TIMEOUT(setting("lock_timeout")),
  SET_CHECK_INTERVAL(setting("client_connection_check_interval")),
  SET_PATH(setting("search_path")),

  FIND(question("find_target")),
  DESCRIBE(question("describe_target")),
  DESCRIBE_AGAIN(question("describe_again")),
  JUDGE(question("judge_values")),
  NORMALIZE(question("normalize_values")),
  COUNT(question("count_values")),
  FIND_PROBES(question("find_probes")),
  PROBE_ROWS(question("probe_rows")),

  CREATE_TABLE("CREATE TABLE $T \\(.+\\)"),
  TRUNCATE("TRUNCATE TABLE ONLY $T"),
  DELETE("DELETE FROM ONLY $T"),
  DELETE_MISSING(
      "DELETE FROM ONLY $T AS old WHERE NOT EXISTS \\(SELECT FROM $STAGING AS new WHERE .+\\)"),
  DROP_COLUMN("ALTER TABLE $T DROP COLUMN $N"),
  ALTER_TYPE("ALTER TABLE $T ALTER COLUMN $N TYPE .+"),
  ALTER_SEQUENCE("ALTER SEQUENCE .+ AS bigint"),
  ADD_COLUMN("ALTER TABLE $T ADD COLUMN $N .+"),
  DROP_INDEX("DROP INDEX $T"),
  CREATE_INDEX("CREATE INDEX (?!ON ).+ ON .+ USING .+"),
  COMMENT_INDEX("COMMENT ON INDEX $T IS '.+'"),
  VECTOR_INDEX("CREATE INDEX ON $T USING (hnsw|ivfflat) \\(.+\\)"),
  ANALYZE("ANALYZE $T"),
  CHECK_DEFERRED("SET CONSTRAINTS $T IMMEDIATE"),
  ADVANCE_UP("SELECT pg_catalog\\.setval\\(.+pg_catalog\\.max\\(.+"),
  ADVANCE_DOWN("SELECT pg_catalog\\.setval\\(.+pg_catalog\\.min\\(.+"),

  COPY_BINARY("COPY $T $C FROM '.+' \\(FORMAT binary\\)"),
  COPY_FROZEN("COPY $T $C FROM '.+' \\(FORMAT .+, FREEZE\\)"),
  COPY_TEXT("COPY $T $C FROM '.+' \\(FORMAT text, ENCODING 'UTF8'\\)"),
  INSERT_STAGE("$INSERT $T $C $ALL SELECT \\* FROM pg_temp\\.\"datamove_chunk_[^\"]+\""),
  INSERT_BATCH("$INSERT $T $C $ALL $BATCH"),

  SEEK_IN_STAGE(
      "$INSERT $T $C $ALL SELECT \\* FROM pg_temp\\.\"datamove_chunk_[^\"]+\" LIMIT \\d+"),
  MAKE_COPIES("CREATE TEMPORARY TABLE datamove_refused AS SELECT .+ FROM .+ WITH NO DATA"),
  NUMBER_COPIES("ALTER TABLE $COPIES ADD COLUMN datamove_number bigserial"),
  COPY_COPIES("COPY $COPIES $C FROM '.+' \\(FORMAT .+\\)"),
  SEEK_IN_BATCH("$INSERT $T $C $ALL $BATCH LIMIT \\d+"),
  SEEK_IN_COPIES(
      "$INSERT $T $C $ALL SELECT .+ FROM $COPIES ORDER BY \"datamove_number\" LIMIT \\d+"),

  CREATE_STAGING("CREATE TEMPORARY TABLE $N ON COMMIT DROP AS SELECT .+ FROM $T WITH NO DATA"),
  COPY_STAGING("COPY $STAGING $C FROM '.+' \\(FORMAT .+\\)"),
  STAGE_STAGING("$INSERT $STAGING $C $ALL SELECT \\* FROM pg_temp\\.\"datamove_chunk_[^\"]+\""),
  BATCH_STAGING("$INSERT $STAGING $C $ALL $BATCH"),
  INSERT_STAGED("$INSERT $T $C $ALL SELECT $NS FROM $STAGING"),
  SKIP_STAGED("$INSERT $T $C $ALL SELECT $NS FROM $STAGING ON CONFLICT DO NOTHING"),
  LIST_SKIPPED(
      "WITH inserted AS \\($INSERT $T $C $ALL SELECT $NS FROM $STAGING WHERE .+ ON CONFLICT DO NOTHING"
          + " RETURNING .+\\), skipped AS \\(.+ LIMIT \\d+\\) SELECT .+"),
  UPSERT_STAGED("WITH written AS \\($UPSERT FROM $STAGING WHERE .+ DO UPDATE SET .+"),
  PROBE_STAGED(
      "$INSERT $T $C $ALL SELECT $NS FROM $STAGING WHERE datamove_place OPERATOR\\S+ \\d+"),
  PROBE_UPSERT(
      "$UPSERT FROM $STAGING WHERE datamove_place OPERATOR\\S+ \\d+ ON CONFLICT .+ DO UPDATE SET .+"),
  PLACES_OF_KEY("SELECT pg_catalog\\.to_json\\(.+ FROM $STAGING.+pg_catalog\\.strpos\\(.+"),
  LAST_PLACE(
      "SELECT pg_catalog\\.json_build_array\\(pg_catalog\\.max\\(.+ FROM $STAGING HAVING .+"),
  MIDDLE_PLACE(
      "SELECT pg_catalog\\.json_build_array\\(pg_catalog\\.percentile_disc\\(.+ FROM $STAGING .+"),
  DROP_STAGING("DROP TABLE $STAGING"),

  SEARCH_COUNTER("CREATE TEMPORARY SEQUENCE $N MINVALUE 0"),
  SEARCH_INDEX("CREATE INDEX ON $STAGING \\(datamove_(place|order)\\)"),
  SEARCH_STATISTICS("ANALYZE $STAGING"),
  STRETCH("$STRETCH IS NOT NULL"),
  STRETCH_UPSERT("$STRETCH IS NOT NULL ON CONFLICT \\(.+\\) DO UPDATE SET .+"),
  STRETCH_END(
      "SELECT pg_catalog\\.json_build_array\\(pg_catalog\\.min\\(.+ FROM $STAGING .+ LIMIT .+"),
  SEARCH_COLUMNS("ALTER TABLE $STAGING ADD COLUMN .+"),
  SEARCH_LEVEL("UPDATE $STAGING AS s SET datamove_level = .+ IS NOT NULL.+"),
  SEARCH_ORPHANS("UPDATE $STAGING AS s SET datamove_level = .+ IS NOT TRUE.+"),
  SEARCH_NUMBER("UPDATE $STAGING AS s SET datamove_order = .+"),
  SEARCH_CIRCLE("SELECT pg_catalog\\.json_build_array\\(pg_catalog\\.min\\(datamove_order\\).+"),
  SEARCH_PLACE("SELECT pg_catalog\\.to_json\\(datamove_place\\) FROM $STAGING .+"),
  SEEN_INDEX("CREATE UNIQUE INDEX ON pg_temp\\.\"datamove_seen_[^\"]+\" $C"),
  SEEN_KEYS(
      "$INSERT pg_temp\\.\"datamove_seen_[^\"]+\" $C SELECT $NS FROM \\(SELECT \\* FROM $STAGING"
          + " WHERE .+\\) AS stretch WHERE pg_catalog\\.setval\\(.+\\) IS NOT NULL"),
  STRETCH_REACHED("SELECT pg_catalog\\.to_json\\(last_value\\) FROM pg_temp\\.$N");

  private final Pattern pattern;

  SentShape(String text) {
    String whole = text;
    for (String[] part : Parts.IN_ORDER) {
      whole = whole.replace(part[0], part[1]);
    }
    pattern = Pattern.compile("(?s)" + whole);
  }

  /** What stands for what, those first that have others in them. */
  private static final class Parts {
    static final String[][] IN_ORDER = {
      {
        "$STRETCH",
        "$INSERT $T(?: AS kept)? $C $ALL SELECT $NS FROM \\(SELECT \\* FROM $STAGING WHERE .+\\) AS stretch"
            + " WHERE pg_catalog\\.setval\\(.+\\)"
      },
      {"$STAGING", "pg_temp\\.\"datamove_staging_[^\"]+\""},
      {"$COPIES", "pg_temp\\.datamove_refused"},
      {"$UPSERT", "INSERT INTO $T AS kept $C $ALL SELECT $NS"},
      {"$INSERT", "INSERT INTO"},
      {"$ALL", "OVERRIDING SYSTEM VALUE"},
      {"$BATCH", "SELECT .+ FROM pg_catalog\\.json_to_recordset\\(\\$1\\) AS batch\\(.+\\)"},
      {"$C", "\\($NS\\)"},
      {"$NS", "$N(?:, $N)*"},
      {"$T", "(?!pg_temp)\"[^\"]+\"\\.$N"},
      {"$N", "\"[^\"]+\""}
    };
  }

  private static String setting(String name) {
    return "SELECT pg_catalog\\.set_config\\('" + name + "', .+, true\\)";
  }

  private static String question(String function) {
    return "SELECT datamove\\." + function + "\\(\\$1\\)";
  }

  /** Whether a statement looks like that. */
  boolean fits(String sql) {
    return pattern.matcher(sql).matches();
  }
}
