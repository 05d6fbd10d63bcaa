package org.datamove.key;

import java.util.List;
import java.util.Map;

/** Asks PostgreSQL how it writes values; must not be asked for what a form knows by itself. */
public interface Normalizer {
  /**
   * Has values read and written.
   *
   * @param values for each column of the target, by name, distinct values
   * @return for each column a text for each value, in the same order; null where it is refused
   */
  Map<String, List<String>> normalize(Map<String, List<String>> values) throws InterruptedException;
}
