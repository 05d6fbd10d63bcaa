package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import org.datamove.request.Request;
import org.datamove.type.InferredType;
import org.datamove.type.PgType;
import org.datamove.validate.Operation;

/** Plans a table made from the file. */
public final class NewTablePlanner {
  private NewTablePlanner() {}

  /**
   * The plan for a target that does not exist.
   *
   * @param types the inferred type for each of the file's columns
   */
  public static Plan plan(Request request, FileFacts file, List<InferredType> types) {
    String table = Sql.qualified(request.target().schema(), request.target().name());
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step.Statement(
            "create_table",
            "create table " + request.target().display(),
            createTable(table, request, file, types)));
    Step.Load.Method method =
        request.session().mayCopyFiles() ? Step.Load.Method.COPY : Step.Load.Method.INSERT;
    steps.add(
        new LoadPlanner(file, method)
            .load(table, types.stream().map(NewTablePlanner::pgType).toList(), false));
    if (request.options().analyze()) {
      steps.add(new Step.Statement("analyze", "refresh statistics", "ANALYZE " + table));
    }
    return new Plan(Operation.NEW_TABLE, null, steps);
  }

  private static PgType pgType(InferredType type) {
    return new PgType("pg_catalog", type.sqlName(), 'b', -1, typeSql(type));
  }

  /**
   * Names that SQL's grammar does not know are qualified: a schema could have a type of that name.
   */
  private static String typeSql(InferredType type) {
    return switch (type) {
      case DATE, TIMESTAMPTZ, UUID, JSONB, TEXT -> "pg_catalog." + type.sqlName();
      case BOOLEAN, INTEGER, BIGINT, NUMERIC, DOUBLE_PRECISION, TIME, TIMESTAMP -> type.sqlName();
    };
  }

  private static String createTable(
      String table, Request request, FileFacts file, List<InferredType> types) {
    StringBuilder sql = new StringBuilder("CREATE TABLE ").append(table).append(" (");
    for (int i = 0; i < types.size(); i++) {
      sql.append(i == 0 ? "" : ", ")
          .append(Sql.name(file.names().get(i)))
          .append(' ')
          .append(typeSql(types.get(i)));
    }
    if (!request.primaryKeyColumns().isEmpty()) {
      sql.append(", PRIMARY KEY (").append(Sql.names(request.primaryKeyColumns())).append(')');
    }
    return sql.append(')').toString();
  }
}
