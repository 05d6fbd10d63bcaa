package org.datamove.type;

/**
 * The rule of a column whose zero vectors an index leaves out, as one by cosine distance does:
 * their distance to anything is not defined.
 */
public record ZeroVectorWatch(ValueRule rule) implements ValueRule {
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
    return rule.isZeroVector(buf, from, to);
  }
}
