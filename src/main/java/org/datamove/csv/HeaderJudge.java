package org.datamove.csv;

import java.util.List;

/** Knows whether a file's first record holds data rather than names. */
public interface HeaderJudge {
  /** Takes every first record for a header. */
  HeaderJudge NEVER = (first, rest) -> false;

  /**
   * Whether the first record is data.
   *
   * @param first its fields; null for NULL
   * @param rest the next records that have as many
   */
  boolean isData(List<String> first, List<List<String>> rest);
}
