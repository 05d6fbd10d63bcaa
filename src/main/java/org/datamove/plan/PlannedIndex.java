package org.datamove.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.datamove.catalog.IndexInfo;

/**
 * What a move does with an index of its target.
 *
 * @param name its name, unquoted, or null where PostgreSQL will choose one
 * @param method its access method
 * @param operatorClasses those of its key, without schema
 * @param options storage and build options such as {@code m=16}, possibly empty
 * @param dimensions of the vectors in it, or null
 * @param definition the statement that creates it, or null where it cannot be written down
 * @param handling what becomes of it
 * @param reason why it is not built over the loaded rows, in words that go on after "because"; null
 *     where it is
 */
public record PlannedIndex(
    String name,
    String method,
    List<String> operatorClasses,
    List<String> options,
    Integer dimensions,
    String definition,
    Handling handling,
    String reason) {

  /** What becomes of an index. */
  public enum Handling {
    /** PostgreSQL adds each row to it as the row goes in. */
    KEPT_UP,
    /** It is dropped and built again over the loaded rows. */
    REBUILT,
    /** It goes with a column. */
    DROPPED,
    /** It is new and built over the loaded rows. */
    CREATED
  }

  static PlannedIndex of(IndexInfo index, Handling handling, String reason) {
    return new PlannedIndex(
        index.name(),
        index.method(),
        index.operatorClasses(),
        index.options(),
        index.dimensions(),
        index.definition(),
        handling,
        reason);
  }

  /** The whole number that a build option has, or its default. */
  public int option(String option, int defaultValue) {
    for (String each : options) {
      if (each.startsWith(option + "=")) {
        return Integer.parseInt(each.substring(option.length() + 1));
      }
    }
    return defaultValue;
  }

  /** Whether the move builds it over rows that are there. */
  public boolean isBuilt() {
    return handling == Handling.REBUILT || handling == Handling.CREATED;
  }

  /** It as it stands in the report. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("method", method);
    json.put("operator_classes", operatorClasses);
    json.put("options", options);
    json.put("dimensions", dimensions);
    json.put("definition", definition);
    json.put("handling", handling.name().toLowerCase(Locale.ROOT));
    json.put("reason", reason);
    return json;
  }
}
