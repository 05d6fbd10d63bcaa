package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datamove.binary.EncodingSession;
import org.datamove.request.SessionInfo;
import org.datamove.source.Machine;
import org.datamove.type.PgType;

/** Writes the load step for a table, whichever way its rows go in. */
final class LoadPlanner {
  private final FileFacts file;
  private final boolean copy;
  private final SessionInfo session;

  /**
   * A planner for a file.
   *
   * @param copy whether the caller may COPY chunks into the table himself
   */
  LoadPlanner(FileFacts file, boolean copy, SessionInfo session) {
    this.file = file;
    this.copy = copy;
    this.session = session;
  }

  /**
   * The load into a table.
   *
   * @param table the quoted name
   * @param types the type for each of the file's columns
   * @param rowsMaySuppress whether a trigger may suppress rows
   * @param checked whether every value has been checked already
   */
  Step.Load load(String table, List<ReceivedType> types, boolean rowsMaySuppress, boolean checked) {
    return load(table, columns(types), types, rowsMaySuppress, checked);
  }

  /** The load into a staging table, which has the line of each row besides. */
  Step.Load stage(
      String table, List<ReceivedType> types, boolean rowsMaySuppress, boolean checked) {
    List<Step.LoadColumn> columns = columns(types);
    PgType bigint = PgType.builtIn("int8", -1);
    columns.add(new Step.LoadColumn(Staging.PLACE_COLUMN, Step.LoadColumn.PLACE, bigint, bigint));
    List<ReceivedType> all = new ArrayList<>(types);
    all.add(new ReceivedType("bigint", bigint, bigint));
    return load(table, columns, all, rowsMaySuppress, checked);
  }

  /** The columns that the file's fields go to. */
  List<Step.LoadColumn> columns(List<ReceivedType> types) {
    List<Step.LoadColumn> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      ReceivedType type = types.get(i);
      columns.add(new Step.LoadColumn(file.names().get(i), i, type.type(), type.base()));
    }
    return columns;
  }

  private Step.Load load(
      String table,
      List<Step.LoadColumn> columns,
      List<ReceivedType> types,
      boolean rowsMaySuppress,
      boolean checked) {
    String columnList = Sql.names(columns.stream().map(Step.LoadColumn::name).toList());
    EncodingSession encoding = session.encoding();
    boolean binary = columns.stream().allMatch(column -> column.encoder(encoding) != null);
    return new Step.Load(
        method(binary),
        "load the rows of the file",
        table,
        columnList,
        batchSource(types),
        file.delimiter(),
        file.identity(),
        file.names().size(),
        columns,
        binary,
        rowsMaySuppress,
        checked);
  }

  /** A client has no gate, and so no stage. */
  private Step.Load.Method method(boolean binary) {
    if (session.access().machine() == Machine.CLIENT) {
      return copy ? Step.Load.Method.COPY_STDIN : Step.Load.Method.INSERT;
    }
    return copy ? Step.Load.Method.COPY : binary ? Step.Load.Method.STAGE : Step.Load.Method.INSERT;
  }

  /**
   * json_to_recordset calls each type's input function with its typmod, as COPY does; a cast would
   * cut silently. json and jsonb go in as text, or a JSON string would become a JSON string again.
   */
  private static String batchSource(List<ReceivedType> types) {
    String definitions =
        IntStream.range(0, types.size())
            .mapToObj(
                i ->
                    "c"
                        + i
                        + " "
                        + (types.get(i).isJson() ? "pg_catalog.text" : types.get(i).sql()))
            .collect(Collectors.joining(", "));
    String values =
        IntStream.range(0, types.size())
            .mapToObj(i -> "c" + i + (types.get(i).isJson() ? "::" + types.get(i).sql() : ""))
            .collect(Collectors.joining(", "));
    return "SELECT "
        + values
        + " FROM pg_catalog.json_to_recordset($1) AS batch("
        + definitions
        + ")";
  }
}
