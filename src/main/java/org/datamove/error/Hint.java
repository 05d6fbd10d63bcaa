package org.datamove.error;

import java.util.Map;
import org.datamove.json.Json;

/**
 * The one way in which texts name what to give in a call, so that people can copy it and tests can
 * follow it.
 */
public final class Hint {
  private Hint() {}

  /** An error's detail and hint, a line each; null where there is neither. */
  public static String joined(String detail, String hint) {
    if (detail == null || hint == null) {
      return detail == null ? hint : detail;
    }
    return detail + "\n" + hint;
  }

  /**
   * A sentence that ends with the exact options: {@code Set the options {"delimiter": ";"}.}
   *
   * @param before the sentence up to its object, such as {@code Set}, or {@code If quotes are
   *     ordinary characters of this file, set}
   * @param options each with its whole value: who follows gives his own options and these
   */
  public static String options(String before, Map<String, ?> options) {
    return before + " the options " + Json.spaced(options) + ".";
  }

  /**
   * An argument of the call as SQL writes it: {@code move_type => 'new_schema'}.
   *
   * @param value without quotes in it
   */
  public static String argument(String name, String value) {
    return name + " => '" + value + "'";
  }
}
