package org.datamove.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.json.Json;

/**
 * An index that serves no constraint.
 *
 * @param schema the schema that it is in, unquoted
 * @param name its name, unquoted
 * @param method its access method, such as {@code btree} or {@code hnsw}
 * @param unique whether it refuses a second row with the same key
 * @param columns the columns in it that are no expressions, included ones too
 * @param hasExpression whether its key has expressions, which may use other columns
 * @param isPartial whether it has a predicate, which may use other columns
 * @param operatorClasses those of its key, without schema, such as {@code vector_cosine_ops}
 * @param options storage and build options such as {@code m=16}, possibly empty
 * @param dimensions of the vectors in it, or null where it is not one of pgvector's
 * @param definition the CREATE INDEX statement, with the tablespace where it needs one
 * @param comment its comment, or null
 * @param obstacle why the calling role cannot drop it and create it again just as it is, in words
 *     that go on after "because"; null where it can
 */
public record IndexInfo(
    String schema,
    String name,
    String method,
    boolean unique,
    List<String> columns,
    boolean hasExpression,
    boolean isPartial,
    List<String> operatorClasses,
    List<String> options,
    Integer dimensions,
    String definition,
    String comment,
    String obstacle) {

  static boolean isOne(Map<String, Object> index) {
    return index.get("constraint") == null;
  }

  static IndexInfo fromJson(String schema, Map<String, Object> json) {
    return new IndexInfo(
        schema,
        Json.text(json, "name"),
        Json.text(json, "method"),
        Json.flag(json, "unique"),
        Stream.concat(
                Json.<String>list(json, "columns").stream(),
                Json.<String>list(json, "included").stream())
            .toList(),
        Json.flag(json, "is_expression"),
        json.get("predicate") != null,
        List.copyOf(Json.<String>list(json, "operator_classes")),
        List.copyOf(Json.<String>list(json, "options")),
        json.get("dimensions") == null ? null : (int) Json.number(json, "dimensions", 0),
        Json.text(json, "full_definition"),
        Json.text(json, "comment"),
        Json.text(json, "obstacle"));
  }

  /** Whether it is one of pgvector's, for nearest neighbours. */
  public boolean isOfVectors() {
    return method.equals("hnsw") || method.equals("ivfflat");
  }

  /** Whether it omits the vectors of a column whose elements are all zero. */
  boolean omitsZeroOf(String column) {
    return isOfVectors()
        && !hasExpression
        && columns.contains(column)
        && operatorClasses.get(0).endsWith("_cosine_ops");
  }
}
