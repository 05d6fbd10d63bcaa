package org.datamove.engine;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.plan.Evolution;
import org.datamove.plan.NewColumnType;
import org.datamove.request.Request;
import org.datamove.type.InferredType;
import org.datamove.type.infer.ColumnProfile;
import org.datamove.type.infer.ListProfile;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/**
 * New columns whose values are arrays of numbers of one length (pgvector's README, "Reference").
 */
final class VectorColumns {
  private static final int MOST_DIMENSIONS = 16_000;
  private static final int MOST_INDEXED = 2_000;
  private static final int MOST_INDEXED_HALF = 4_000;

  private VectorColumns() {}

  /**
   * The column: a vector where there can be one, else an array.
   *
   * @param findings takes a warning where pgvector is missing
   */
  static Evolution.Added of(
      Request request, String name, ColumnProfile profile, Findings findings) {
    ListProfile lists = profile.lists();
    int dimensions = lists.dimensions();
    String schema = request.session().vectorSchema();
    if (dimensions > MOST_DIMENSIONS) {
      return array(
          name, lists, "a vector has at most 16,000 dimensions, not " + grouped(dimensions));
    }
    if (schema == null) {
      Evolution.Added column =
          array(name, lists, "vector(" + dimensions + ") needs pgvector (CREATE EXTENSION vector)");
      findings.add(
          Finding.ofColumn(
              FindingCode.PGVECTOR_NOT_INSTALLED,
              name,
              "column \"" + name + "\" has vectors, and pgvector is not installed",
              "It becomes "
                  + column.type().display()
                  + ". Where the server has pgvector, CREATE EXTENSION vector installs"
                  + " it in this database."));
      return column;
    }
    String note =
        Stream.of(profile.note(), note(dimensions))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return new Evolution.Added(
        name, NewColumnType.vector(schema, dimensions), note.isEmpty() ? null : note);
  }

  /** What gives every number back: an array, or the text itself. */
  private static Evolution.Added array(String name, ListProfile lists, String why) {
    if (lists.changed() == null) {
      return new Evolution.Added(name, NewColumnType.realArray(), "real[]: " + why);
    }
    InferredType type = lists.array() == null ? InferredType.TEXT : lists.array();
    String note = type.sqlName() + ": " + why + ", and real would change " + lists.changed();
    return new Evolution.Added(name, NewColumnType.of(type), note);
  }

  private static String note(int dimensions) {
    if (dimensions <= MOST_INDEXED) {
      return null;
    }
    String limit = grouped(dimensions) + " dimensions: an HNSW or IVFFlat index takes 2,000;";
    return dimensions <= MOST_INDEXED_HALF
        ? limit + " halfvec takes 4,000"
        : limit + " binary quantization takes 64,000";
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
