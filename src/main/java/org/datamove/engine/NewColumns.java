package org.datamove.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.datamove.catalog.TypeInfo;
import org.datamove.plan.Evolution;
import org.datamove.plan.NewColumnType;
import org.datamove.request.Request;
import org.datamove.type.InferredType;
import org.datamove.type.infer.ColumnProfile;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;
import org.datamove.type.known.KnownTypes;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.row.TargetColumn;

/** The columns that a move makes: their types are found in the values, or asked for. */
final class NewColumns {
  private NewColumns() {}

  /** Whether the caller asks for the type of a column, so that there is nothing to infer. */
  static boolean isAsked(Request request, String name) {
    return request.types().containsKey(name);
  }

  /**
   * The column with its type.
   *
   * @param findings has the zero vectors of the column, should it be one of vectors
   */
  static Evolution.Added of(
      Request request, String name, ColumnProfile profile, Findings findings) {
    if (isAsked(request, name)) {
      return new Evolution.Added(name, NewColumnType.of(request.types().get(name)), null);
    }
    Evolution.Added column =
        profile.type() == InferredType.VECTOR
            ? VectorColumns.of(request, name, profile, findings)
            : new Evolution.Added(name, NewColumnType.of(profile.type()), profile.note());
    if (!column.type().base().isPgvector("vector")) {
      findings.takeBack(FindingCode.ZERO_VECTOR, name);
    }
    return column;
  }

  /** The columns of a new table with their types. */
  static List<Evolution.Added> of(
      Request request, List<String> names, List<ColumnProfile> profiles, Findings findings) {
    List<Evolution.Added> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(of(request, names.get(i), profiles.get(i), findings));
    }
    return columns;
  }

  /** How equal values of a new table's columns are found. */
  static Map<String, KeyForm> forms(
      Request request, List<String> names, List<ColumnProfile> profiles) {
    Map<String, KeyForm> forms = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      TypeInfo asked = request.types().get(names.get(i));
      forms.put(
          names.get(i),
          asked == null ? KeyForms.of(profiles.get(i).type()) : KnownTypes.key(asked.base(), null));
    }
    return forms;
  }

  /** How the values for a column are checked whose type is asked for. */
  static TargetColumn asked(Request request, String name, int field, boolean key) {
    TypeInfo type = request.types().get(name);
    return ColumnRules.target(
        request, name, field, type.nullable() && !key, type.type(), type.base());
  }

  /**
   * How the values for a column are checked whose type is found in them; null where there is
   * nothing to check.
   *
   * @param mayBeVectors whether it can turn out to be one of vectors
   */
  static TargetColumn inferred(
      Request request, String name, int field, boolean key, boolean mayBeVectors) {
    boolean watched = mayBeVectors && ColumnRules.watchesInferred(request);
    return key || watched
        ? new TargetColumn(name, field, !key, ColumnRules.ofInferred(watched))
        : null;
  }

  /** The checks of a new table: types asked for, and no NULL in the primary key. */
  static List<TargetColumn> checks(Request request, List<String> names) {
    List<TargetColumn> targets = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean key = request.primaryKeyColumns().contains(name);
      targets.add(
          isAsked(request, name)
              ? asked(request, name, i, key)
              : inferred(request, name, i, key, true));
    }
    targets.removeIf(Objects::isNull);
    return targets;
  }
}
