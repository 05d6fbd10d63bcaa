package org.datamove.sql;

import java.util.List;
import java.util.regex.Pattern;

/** What has its owner's rights looks names up in pg_catalog, and in pg_temp last. */
final class DefinerRule implements FunctionRule {
  private static final Pattern SAFE_PATH =
      Pattern.compile("\\bSET search_path = pg_catalog, pg_temp\\s");

  @Override
  public List<String> faults(SqlFunction function) {
    boolean safe = !function.isDefiner() || SAFE_PATH.matcher(function.head()).find();
    return safe ? List.of() : List.of("SECURITY DEFINER");
  }
}
