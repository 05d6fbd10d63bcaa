package org.datamove.host.jdbc;

import java.util.Set;

/** Names of types that mean the same under any search_path. */
final class Types {
  /** Types of the grammar, which no search_path finds. */
  private static final Set<String> GRAMMAR =
      Set.of("bigint", "boolean", "integer", "interval", "numeric", "real", "smallint");

  private Types() {}

  /**
   * The type that a text means where only pg_catalog is searched.
   *
   * @throws LinkException for all but a type of PostgreSQL's own that is written plainly
   */
  static String qualified(Code type) {
    String written = written(type);
    if (type.isAt(1, ".")) {
      if (!type.isAt(0, "pg_catalog")) {
        throw type.refused("a type that is not PostgreSQL's own");
      }
      return written;
    }
    return GRAMMAR.contains(type.get(0).text()) ? written : "pg_catalog." + written;
  }

  /**
   * The type as it is written.
   *
   * @throws LinkException for all but a name, with or without a schema, and an array of such
   */
  static String written(Code type) {
    int end = type.size();
    if (type.isAt(end - 2, "[") && type.isAt(end - 1, "]")) {
      end -= 2;
    }
    boolean isPlain =
        (end == 1 || (end == 3 && type.isAt(1, ".") && type.get(2).isName()))
            && type.get(0).isName()
            && !type.isAt(0, "datamove");
    if (!isPlain) {
      throw type.refused("not a plain name of a type");
    }
    return type.text().strip();
  }
}
