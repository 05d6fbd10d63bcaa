package org.datamove.validate.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.datamove.csv.Row;
import org.datamove.validate.finding.Judge;

/** Values that the engine is not sure of, put aside to ask PostgreSQL for all of them at once. */
final class Doubts {
  private static final int MANY_CHARS = 1024 * 1024;
  private static final int MANY_VALUES = 100_000;

  record Doubt(ColumnCheck check, long row, long place, String value) {}

  private final Judge judge;
  private final List<Doubt> doubts = new ArrayList<>();
  private long chars;

  Doubts(Judge judge) {
    this.judge = judge;
  }

  void add(ColumnCheck check, Row row, String value) {
    doubts.add(new Doubt(check, row.number(), row.place(), value));
    chars += value.length();
  }

  int size() {
    return doubts.size();
  }

  boolean isEmpty() {
    return doubts.isEmpty();
  }

  boolean areMany() {
    return chars >= MANY_CHARS || doubts.size() >= MANY_VALUES;
  }

  /** Asks for all values, remembers the answers, and tells them in the order of the values. */
  void settle(BiConsumer<Doubt, Judge.Verdict> told) throws InterruptedException {
    Map<ColumnCheck, Map<String, Judge.Verdict>> asked = new LinkedHashMap<>();
    for (Doubt doubt : doubts) {
      asked
          .computeIfAbsent(doubt.check, check -> new LinkedHashMap<>())
          .put(doubt.value, Judge.Verdict.ACCEPTED);
    }
    ask(asked);
    for (Doubt doubt : doubts) {
      told.accept(doubt, asked.get(doubt.check).get(doubt.value));
    }
    doubts.clear();
    chars = 0;
  }

  private void ask(Map<ColumnCheck, Map<String, Judge.Verdict>> asked) throws InterruptedException {
    Map<String, List<String>> question = new LinkedHashMap<>();
    asked.forEach((check, values) -> question.put(check.column, List.copyOf(values.keySet())));
    Set<String> written =
        asked.keySet().stream()
            .filter(check -> check.written != null)
            .map(check -> check.column)
            .collect(Collectors.toSet());
    Map<String, List<Judge.Verdict>> answer = judge.judge(question, written);
    for (Map.Entry<ColumnCheck, Map<String, Judge.Verdict>> entry : asked.entrySet()) {
      ColumnCheck check = entry.getKey();
      List<String> values = question.get(check.column);
      List<Judge.Verdict> verdicts = answer.get(check.column);
      for (int i = 0; i < values.size(); i++) {
        entry.getValue().put(values.get(i), verdicts.get(i));
        check.remember(values.get(i), verdicts.get(i));
      }
    }
  }
}
