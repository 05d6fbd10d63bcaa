package org.datamove.type.accept;

/**
 * The rule of a column whose zero vectors an index omits, as one by cosine distance does: their
 * distance to anything is not defined.
 *
 * @param rule which values the column takes
 * @param vectors the rule of the type of vectors, the same or that below a domain
 */
public record ZeroVectorWatch(ValueRule rule, ValueRule vectors) implements ValueRule {
  @Override
  public boolean surelyAccepts(byte[] buf, int from, int to) {
    return rule.surelyAccepts(buf, from, to);
  }

  @Override
  public Refusal explain(String value) {
    return rule.explain(value);
  }

  @Override
  public boolean isZeroVector(byte[] buf, int from, int to) {
    return vectors.isZeroVector(buf, from, to);
  }
}
