package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import org.datamove.request.Request;
import org.datamove.validate.move.Operation;

/** Plans a table made from the file. */
public final class NewTablePlanner {
  private NewTablePlanner() {}

  /**
   * The plan for a target that does not exist.
   *
   * @param types the type for each of the file's columns
   */
  public static Plan plan(Request request, FileFacts file, List<NewColumnType> types) {
    String table = Sql.qualified(request.target().schema(), request.target().name());
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step.Emptying(
            "create_table",
            "create table " + request.target().display(),
            createTable(table, request, file, types)));
    steps.addAll(load(table, request, file, types));
    List<PlannedIndex> indexes = VectorIndexes.of(request, file.names(), types, file.rows(), true);
    steps.addAll(VectorIndexes.steps(indexes));
    if (request.options().analyze()) {
      steps.add(new Step.Statement("analyze", "refresh statistics", "ANALYZE " + table));
    }
    return new Plan(Operation.NEW_TABLE, null, steps, indexes, null);
  }

  private static List<Step> load(
      String table, Request request, FileFacts file, List<NewColumnType> types) {
    LoadPlanner loader = new LoadPlanner(file, request.session().mayCopyFiles(), request.session());
    List<ReceivedType> received = types.stream().map(NewColumnType::received).toList();
    if (!request.skipsRepeatedKeys()) {
      return List.of(loader.load(table, received, false, true));
    }
    Staging staging = new Staging(request.target().schema(), request.target().name(), file);
    return List.of(
        staging.create(),
        loader.stage(staging.qualified(), received, false, true),
        staging.insertWithoutConflicts(request.options()),
        staging.drop());
  }

  private static String createTable(
      String table, Request request, FileFacts file, List<NewColumnType> types) {
    StringBuilder sql = new StringBuilder("CREATE TABLE ").append(table).append(" (");
    for (int i = 0; i < types.size(); i++) {
      sql.append(i == 0 ? "" : ", ")
          .append(Sql.name(file.names().get(i)))
          .append(' ')
          .append(types.get(i).sql());
    }
    if (!request.primaryKeyColumns().isEmpty()) {
      sql.append(", PRIMARY KEY (").append(Sql.names(request.primaryKeyColumns())).append(')');
    }
    return sql.append(')').toString();
  }
}
