package org.datamove.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.request.ReplaceBy;
import org.datamove.request.Request;
import org.datamove.request.SequenceHandling;
import org.datamove.type.PgType;
import org.datamove.validate.Operation;

/** Plans the replacement of all rows of a table whose columns stay. */
public final class ReplacePlanner {
  private static final int MOST_NAME_BYTES = 63;
  private static final Set<String> WHOLE_NUMBERS = Set.of("int2", "int4", "int8");

  private final Request request;
  private final FileFacts file;
  private final TableInfo table;
  private final String target;
  private final List<Step> steps = new ArrayList<>();

  private ReplacePlanner(Request request, FileFacts file) {
    this.request = request;
    this.file = file;
    this.table = request.table();
    this.target = Sql.qualified(table.schema(), table.name());
  }

  /** The plan for an existing target; its columns are the file's. */
  public static Plan plan(Request request, FileFacts file) {
    return new ReplacePlanner(request, file).plan();
  }

  /** How the old rows go: TRUNCATE where that is possible and hides nothing from row security. */
  public static ReplaceBy replaceBy(Request request) {
    if (request.options().replaceBy() != null) {
      return request.options().replaceBy();
    }
    TableInfo table = request.table();
    return table.privileges().truncate() && !table.rowSecurityActive()
        ? ReplaceBy.TRUNCATE
        : ReplaceBy.DELETE;
  }

  /** How rows go into the target: COPY where the caller may and row security does not apply. */
  public static Step.Load.Method method(Request request) {
    return request.session().mayCopyFiles() && !request.table().rowSecurityActive()
        ? Step.Load.Method.COPY
        : Step.Load.Method.INSERT;
  }

  private Plan plan() {
    ReplaceBy by = replaceBy(request);
    // Rows of inheritance children are not this table's; a partitioned table has no rows of its
    // own.
    String only = table.isPartitioned() ? "" : "ONLY ";
    if (by == ReplaceBy.TRUNCATE) {
      add("truncate", "remove all rows", "TRUNCATE TABLE " + only + target);
    } else {
      add("delete", "remove all rows", "DELETE FROM " + only + target);
    }
    if (table.needsStaging()) {
      stage();
    } else {
      steps.add(
          new LoadPlanner(file, method(request))
              .load(target, types(), table.mayTriggersSuppressRows()));
    }
    if (request.options().sequences() == SequenceHandling.ADVANCE) {
      advanceSequences();
    }
    if (request.options().analyze() && table.mayAnalyze()) {
      add("analyze", "refresh statistics", "ANALYZE " + target);
    }
    String lock = by == ReplaceBy.TRUNCATE ? "ACCESS EXCLUSIVE" : "SHARE ROW EXCLUSIVE";
    return new Plan(Operation.EXISTING_SCHEMA, lock, steps);
  }

  /** One statement for all rows, so that statement triggers and self-references see one COPY. */
  private void stage() {
    String name = Sql.name(stagingName());
    String staging = "pg_temp." + name;
    String columns = Sql.names(file.names());
    add(
        "create_staging",
        "create a temporary table for the rows",
        "CREATE TEMPORARY TABLE "
            + name
            + " ON COMMIT DROP AS SELECT "
            + columns
            + " FROM "
            + target
            + " WITH NO DATA");
    Step.Load.Method method =
        request.session().mayCopyFiles() ? Step.Load.Method.COPY : Step.Load.Method.INSERT;
    steps.add(
        new LoadPlanner(file, method).load(staging, types(), table.mayTriggersSuppressRows()));
    add(
        "insert_from_staging",
        "insert the rows in one statement",
        "INSERT INTO "
            + target
            + " ("
            + columns
            + ") OVERRIDING SYSTEM VALUE SELECT "
            + columns
            + " FROM "
            + staging);
    add("drop_staging", "drop the temporary table", "DROP TABLE " + staging);
  }

  /** Distinct for each target, so that a trigger of one may move a file into another. */
  private String stagingName() {
    String name = "datamove_staging_" + table.name();
    while (name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name;
  }

  private void advanceSequences() {
    for (ColumnInfo column : table.columns()) {
      if (column.sequence() == null
          || !column.sequence().mayUse()
          || !WHOLE_NUMBERS.contains(column.type().name())
          || !file.names().contains(column.name())) {
        continue;
      }
      boolean down = column.sequence().increment() < 0;
      String sequence = Sql.qualified(column.sequence().schema(), column.sequence().name());
      String extreme = (down ? "min(" : "max(") + Sql.name(column.name()) + ")";
      add(
          "advance_sequence",
          "advance sequence " + column.sequence().schema() + "." + column.sequence().name(),
          "SELECT pg_catalog.setval("
              + Sql.literal(sequence)
              + "::pg_catalog.regclass, loaded.extreme) FROM (SELECT pg_catalog."
              + extreme
              + " AS extreme FROM "
              + target
              + ") AS loaded, "
              + sequence
              + " AS sequence WHERE loaded.extreme OPERATOR(pg_catalog."
              + (down ? "<" : ">")
              + ") sequence.last_value OR loaded.extreme OPERATOR(pg_catalog.=)"
              + " sequence.last_value AND NOT sequence.is_called");
    }
  }

  private List<PgType> types() {
    return file.names().stream().map(name -> table.column(name).type()).toList();
  }

  private void add(String kind, String title, String sql) {
    steps.add(new Step.Statement(kind, title, sql));
  }
}
