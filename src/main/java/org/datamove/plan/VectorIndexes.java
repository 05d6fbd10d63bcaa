package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.datamove.error.RequestException;
import org.datamove.request.Request;
import org.datamove.request.VectorIndexOption;
import org.datamove.type.PgType;
import org.datamove.validate.move.Operation;

/**
 * The indexes that the option "vector_index" asks for, one for each new column that its operator
 * class is for (pgvector's README, "HNSW" and "IVFFlat").
 */
public final class VectorIndexes {
  private static final Map<String, Integer> MOST_DIMENSIONS =
      Map.of("vector", 2_000, "halfvec", 4_000, "bit", 64_000, "sparsevec", 1_000_000_000);
  private static final Map<String, List<String>> HNSW_DISTANCES =
      Map.of(
          "vector", List.of("l2", "ip", "cosine", "l1"),
          "halfvec", List.of("l2", "ip", "cosine", "l1"),
          "sparsevec", List.of("l2", "ip", "cosine", "l1"),
          "bit", List.of("hamming", "jaccard"));
  private static final Map<String, List<String>> IVFFLAT_DISTANCES =
      Map.of(
          "vector", List.of("l2", "ip", "cosine"),
          "halfvec", List.of("l2", "ip", "cosine"),
          "bit", List.of("hamming"));
  private static final List<String> TYPES = List.of("vector", "halfvec", "sparsevec", "bit");

  private final VectorIndexOption option;
  private final String schema;
  private final String table;
  private final long rows;

  private VectorIndexes(Request request, long rows) {
    this.option = request.options().vectorIndex();
    this.schema = request.session().vectorSchema();
    this.table = Sql.qualified(request.target().schema(), request.target().name());
    this.rows = rows;
  }

  /**
   * Refuses the option where no index can come of it, whatever the file holds.
   *
   * @throws RequestException with SQLSTATE 22023
   */
  public static void check(Request request, Operation operation) {
    VectorIndexOption option = request.options().vectorIndex();
    if (option == null) {
      return;
    }
    if (operation == Operation.EXISTING_SCHEMA) {
      throw RequestException.invalid(
          "option \"vector_index\" is for new columns",
          "An existing_schema move adds none.",
          "Create the index with CREATE INDEX; a move that replaces the rows builds it again.");
    }
    if (request.session().vectorSchema() == null) {
      throw RequestException.invalid(
          "option \"vector_index\" needs pgvector, which is not installed",
          null,
          "Where the server has pgvector, CREATE EXTENSION vector installs it in this database.");
    }
    List<String> known = new VectorIndexes(request, 0).operatorClasses();
    if (option.operatorClass() != null && !known.contains(option.operatorClass())) {
      throw RequestException.invalid(
          "method \""
              + option.method().word()
              + "\" has no operator class \""
              + option.operatorClass()
              + "\"",
          null,
          "Operator classes are: " + String.join(", ", known) + ".");
    }
  }

  /**
   * The indexes for new columns; none without the option.
   *
   * @param needed whether there must be a column for one
   * @throws RequestException where a column cannot be indexed (SQLSTATE 22023)
   */
  static List<PlannedIndex> of(
      Request request, List<String> names, List<NewColumnType> types, long rows, boolean needed) {
    if (request.options().vectorIndex() == null) {
      return List.of();
    }
    VectorIndexes indexes = new VectorIndexes(request, rows);
    List<PlannedIndex> planned = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String operatorClass = indexes.operatorClassFor(types.get(i).base());
      if (operatorClass != null) {
        planned.add(indexes.index(names.get(i), types.get(i), operatorClass));
      }
    }
    if (needed && planned.isEmpty()) {
      throw RequestException.invalid(
          "no column is of a type that option \"vector_index\" is for",
          null,
          "SELECT name, data_type, note FROM datamove.inspect(...) shows the types of the columns,"
              + " and why.");
    }
    return planned;
  }

  private List<String> operatorClasses() {
    List<String> classes = new ArrayList<>();
    for (String type : TYPES) {
      for (String distance : distances().getOrDefault(type, List.of())) {
        classes.add(type + "_" + distance + "_ops");
      }
    }
    return classes;
  }

  private Map<String, List<String>> distances() {
    return option.method() == VectorIndexOption.Method.HNSW ? HNSW_DISTANCES : IVFFLAT_DISTANCES;
  }

  /** The operator class for a column's type, or null where the option is not about such columns. */
  private String operatorClassFor(PgType type) {
    String name = type.isBuiltIn("bit") ? "bit" : type.name();
    boolean vectors =
        Set.of("vector", "halfvec", "sparsevec").stream().anyMatch(type::isPgvector)
            || type.isBuiltIn("bit");
    if (!vectors || !distances().containsKey(name)) {
      return null;
    }
    if (option.operatorClass() == null) {
      return name.equals("bit") ? null : name + "_l2_ops";
    }
    return option.operatorClass().startsWith(name + "_") ? option.operatorClass() : null;
  }

  private PlannedIndex index(String column, NewColumnType type, String operatorClass) {
    String name = operatorClass.substring(0, operatorClass.indexOf('_'));
    int dimensions = type.base().typmod();
    int most = MOST_DIMENSIONS.get(name);
    if (dimensions < 1) {
      throw unusable(
          column, " has no number of dimensions", "Ask for a type such as " + name + "(3).");
    }
    if (dimensions > most) {
      throw unusable(
          column,
          String.format(
              Locale.ROOT,
              " has %,d dimensions, and the index takes %,d of type %s",
              dimensions,
              most,
              name),
          name.equals("vector") && dimensions <= MOST_DIMENSIONS.get("halfvec")
              ? "The option \"types\" can make the column a halfvec(" + dimensions + ")."
              : "Leave out the option, and create an index on a part of the vectors or on"
                  + " binary_quantize(...) (pgvector's README).");
    }
    List<String> options = new ArrayList<>();
    option.build().forEach((key, value) -> options.add(key + "=" + value));
    if (option.method() == VectorIndexOption.Method.IVFFLAT && options.isEmpty()) {
      options.add("lists=" + lists(rows));
    }
    String sql =
        "CREATE INDEX ON "
            + table
            + " USING "
            + option.method().word()
            + " ("
            + Sql.name(column)
            + " "
            + Sql.qualified(schema, operatorClass)
            + ")"
            + (options.isEmpty()
                ? ""
                : " WITH (" + String.join(", ", options).replace("=", " = ") + ")");
    return new PlannedIndex(
        null,
        option.method().word(),
        List.of(operatorClass),
        options,
        dimensions,
        sql,
        PlannedIndex.Handling.CREATED,
        null);
  }

  /** As pgvector's README recommends. */
  static long lists(long rows) {
    long lists = rows <= 1_000_000 ? rows / 1000 : (long) Math.sqrt((double) rows);
    return Math.min(Math.max(lists, 1), 32_768);
  }

  private static RequestException unusable(String column, String what, String hint) {
    return RequestException.invalid(
        "option \"vector_index\" cannot index column \"" + column + "\"",
        "The column" + what + ".",
        hint);
  }

  static List<Step> steps(List<PlannedIndex> planned) {
    return planned.stream()
        .filter(index -> index.handling() == PlannedIndex.Handling.CREATED)
        .<Step>map(
            index ->
                new Step.IndexBuild(
                    Step.IndexBuild.NEW,
                    "create an index of method " + index.method(),
                    index.definition()))
        .toList();
  }
}
