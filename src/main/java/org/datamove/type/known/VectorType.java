package org.datamove.type.known;

import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.binary.VectorEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.SparseVectorRule;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.accept.VectorRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.AlteredVectors;

/** Vectors of pgvector, of which the elements are rounded to a float, or to half of one. */
final class VectorType extends KnownType {
  VectorType() {
    super("vector", "halfvec", "sparsevec");
  }

  @Override
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return switch (type.name()) {
      case "vector" -> VectorRule.vector(type.typmod());
      case "halfvec" -> VectorRule.halfvec(type.typmod());
      case "sparsevec" -> new SparseVectorRule(type.typmod());
      default -> ValueRule.NEVER;
    };
  }

  @Override
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return switch (type.name()) {
      case "vector" -> new AlteredVectors(false);
      case "halfvec" -> new AlteredVectors(true);
      case "sparsevec" -> new AlteredVectors(false)::sparse;
      default -> null;
    };
  }

  @Override
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return switch (type.name()) {
      case "vector" -> VectorEncoder.vector(type.typmod());
      case "halfvec" -> VectorEncoder.halfvec(type.typmod());
      default -> null;
    };
  }

  @Override
  public boolean mayBeStaged(PgType type) {
    return !type.name().equals("sparsevec");
  }
}
