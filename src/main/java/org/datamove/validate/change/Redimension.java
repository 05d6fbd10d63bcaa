package org.datamove.validate.change;

import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TypeInfo;
import org.datamove.type.PgType;

/** A column of vectors that gets another number of dimensions because the caller asks for it. */
public final class Redimension {
  private Redimension() {}

  /**
   * Whether the column holds vectors, and the type asked for is the same but for its dimensions.
   */
  public static boolean isPossible(ColumnInfo column, TypeInfo asked) {
    PgType had = column.type();
    return "vector".equals(had.extension())
        && "vector".equals(asked.type().extension())
        && had.kind() == 'b'
        && had.name().equals(asked.type().name());
  }
}
