package org.datamove.validate.move;

import org.datamove.catalog.TableInfo;
import org.datamove.request.Mode;
import org.datamove.request.ReplaceBy;
import org.datamove.request.Request;

/** How the file's rows and the rows of an existing target come together. */
public enum WriteDisposition {
  /** TRUNCATE, then load. */
  TRUNCATE("ACCESS EXCLUSIVE"),
  /** DELETE, then load. */
  DELETE("SHARE ROW EXCLUSIVE"),
  /** Update and insert by key, then delete what is not in the file: for referenced tables. */
  REPLACE_BY_KEY("SHARE ROW EXCLUSIVE"),
  /** Load. */
  APPEND("ROW EXCLUSIVE"),
  /** Update and insert by key. */
  UPSERT("SHARE ROW EXCLUSIVE");

  private final String lockMode;

  WriteDisposition(String lockMode) {
    this.lockMode = lockMode;
  }

  /** The lock that it needs on the target. */
  public String lockMode() {
    return lockMode;
  }

  /** Whether rows go through a staging table and are matched by key. */
  public boolean isByKey() {
    return this == REPLACE_BY_KEY || this == UPSERT;
  }

  /** The disposition of a request's rows; the plan says which it is. */
  public static WriteDisposition of(Request request) {
    TableInfo table = request.table();
    Mode mode = request.options().mode();
    if (mode != Mode.REPLACE) {
      return mode == Mode.APPEND ? APPEND : UPSERT;
    }
    if (table.referencedBy().stream().anyMatch(key -> !key.self())) {
      return REPLACE_BY_KEY;
    }
    ReplaceBy wanted = request.options().replaceBy();
    boolean truncate =
        wanted == null
            // TRUNCATE would remove rows that row security hides from the caller.
            ? table.privileges().truncate() && !table.rowSecurityActive()
            : wanted == ReplaceBy.TRUNCATE;
    return truncate ? TRUNCATE : DELETE;
  }
}
