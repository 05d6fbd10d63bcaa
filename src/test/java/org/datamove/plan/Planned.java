package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A plan's steps as lines of text. */
final class Planned {
  private Planned() {}

  /** The file {@code /in.csv} with these names. */
  static FileFacts file(String... names) {
    return new FileFacts("/in.csv", "identity", ";", List.of(names), 1000, 0);
  }

  /** The lock, then the kind and SQL of each step. */
  static List<String> show(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("lock: " + plan.lockMode());
    for (Step step : plan.steps()) {
      lines.add(step.kind() + ": " + step.sql());
    }
    return lines;
  }

  /** The JSON of the load step. */
  static Map<String, Object> load(Plan plan) {
    return plan.stepsJson().stream()
        .filter(step -> "load".equals(step.get("kind")))
        .findFirst()
        .orElseThrow();
  }
}
