package org.datamove.engine;

import java.util.Locale;
import org.datamove.plan.Evolution;
import org.datamove.plan.NewColumnType;
import org.datamove.request.Request;
import org.datamove.validate.Finding;
import org.datamove.validate.FindingCode;
import org.datamove.validate.Findings;

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
  static Evolution.Added of(Request request, String name, int dimensions, Findings findings) {
    String type = "vector(" + dimensions + ")";
    String schema = request.session().vectorSchema();
    if (dimensions > MOST_DIMENSIONS) {
      String note = "real[]: a vector has at most 16,000 dimensions, not " + grouped(dimensions);
      return new Evolution.Added(name, NewColumnType.realArray(), note);
    }
    if (schema == null) {
      findings.add(
          Finding.ofColumn(
              FindingCode.PGVECTOR_NOT_INSTALLED,
              name,
              "column \"" + name + "\" has vectors, and pgvector is not installed",
              "It becomes real[]. Where the server has pgvector, CREATE EXTENSION vector installs"
                  + " it in this database."));
      String note = "real[]: " + type + " needs pgvector (CREATE EXTENSION vector)";
      return new Evolution.Added(name, NewColumnType.realArray(), note);
    }
    return new Evolution.Added(name, NewColumnType.vector(schema, dimensions), note(dimensions));
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
