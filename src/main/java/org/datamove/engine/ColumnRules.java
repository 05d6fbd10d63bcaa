package org.datamove.engine;

import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.OnAltered;
import org.datamove.request.Request;
import org.datamove.request.VectorIndexOption;
import org.datamove.type.PgType;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.accept.VectorRule;
import org.datamove.type.accept.ZeroVectorWatch;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.known.KnownTypes;
import org.datamove.type.text.DateReader;
import org.datamove.validate.row.TargetColumn;

/** Chooses the rule for the values of a column. */
final class ColumnRules {
  private static final ValueRule ANYTHING = (bytes, from, to) -> true;

  private ColumnRules() {}

  /**
   * How the values for a column of a known type are checked.
   *
   * @param field the field's 0-based position in the record
   * @param nullable whether the column holds NULL
   * @param type the column's type, as it will be when the rows go in
   * @param base the same, or the type below a domain
   */
  static TargetColumn target(
      Request request, String name, int field, boolean nullable, PgType type, PgType base) {
    return target(
        request,
        name,
        field,
        nullable,
        base,
        of(request, name, type, base),
        KnownTypes.altered(base, request.session().values()));
  }

  /** The same with other rules for its values. */
  static TargetColumn target(
      Request request,
      String name,
      int field,
      boolean nullable,
      PgType base,
      ValueRule rule,
      AlteredRule altered) {
    return new TargetColumn(
        name,
        field,
        nullable,
        rule,
        altered,
        request.options().onAltered() == OnAltered.ERROR,
        null,
        altered == null ? KnownTypes.written(base, request.session().values()) : null,
        DateReader.of(base, request.session().values()));
  }

  /**
   * By its type, and by what an index makes of its values.
   *
   * @param type the column's type, as it will be when the rows go in
   * @param base the same, or the type below a domain
   */
  private static ValueRule of(Request request, String name, PgType type, PgType base) {
    boolean utf8 = request.session().utf8();
    ValueRule rule = KnownTypes.accepted(type, utf8);
    return omitsZeroVectors(request, name, base)
        ? new ZeroVectorWatch(rule, KnownTypes.accepted(base, utf8))
        : rule;
  }

  /** The checks of an existing column, NULL let through where a trigger may fill in a value. */
  static TargetColumn withFiller(Request request, ColumnInfo column, TargetColumn target) {
    String filler = request.table().fillerOf(column);
    return filler == null ? target : target.filledBy(request.dryRun() ? filler : null);
  }

  private static boolean omitsZeroVectors(Request request, String name, PgType base) {
    TableInfo table = request.table();
    if (table != null && table.column(name) != null) {
      return table.omitsZeroVectors(name);
    }
    VectorIndexOption option = request.options().vectorIndex();
    return option != null && base.isPgvector(base.name()) && option.omitsZeroVectorsOf(base.name());
  }

  /**
   * Of a column whose type is found in the values: it takes them all.
   *
   * @param watched whether zero vectors are looked for
   */
  static ValueRule ofInferred(boolean watched) {
    return watched ? new ZeroVectorWatch(ANYTHING, VectorRule.vector(-1)) : ANYTHING;
  }

  /** Whether a column whose type is found in the values will have to do without zero vectors. */
  static boolean watchesInferred(Request request) {
    VectorIndexOption option = request.options().vectorIndex();
    return option != null && option.omitsZeroVectorsOf("vector");
  }
}
