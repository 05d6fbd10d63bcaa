package org.datamove.plan;

import java.util.ArrayList;
import java.util.List;

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

  /** The load step. */
  static Step.Load load(Plan plan) {
    return plan.steps().stream()
        .filter(Step.Load.class::isInstance)
        .map(Step.Load.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
