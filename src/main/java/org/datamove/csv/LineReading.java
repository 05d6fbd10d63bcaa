package org.datamove.csv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The ways to read a line with misplaced quotes as a number of fields: each chooses for every field
 * where it ends and how it is written ({@link LineFields}).
 */
final class LineReading {
  private static final int MOST_CHARS = 64 * 1024;
  private static final int MOST_STEPS = 500_000; // of what is tried, and of what is counted

  private static final int END = -1;
  private static final int NOWHERE = -2;

  private final String text;
  private final Dialect dialect;
  private final LineFields line;
  private List<LineFields.Field> fields = List.of();
  private int ways;
  private int steps;

  private LineReading(String text, Dialect dialect) {
    this.text = text;
    this.dialect = dialect;
    this.line = new LineFields(text, dialect);
  }

  /**
   * Reads a line.
   *
   * @param text without its line end; with those of the lines that it is joined from
   * @param expected how many fields it should have, or 0 where that is not known
   */
  static LineReading of(String text, Dialect dialect, int expected) {
    LineReading reading = new LineReading(text, dialect);
    reading.read(expected);
    return reading;
  }

  private void read(int expected) {
    if (text.length() > MOST_CHARS) {
      return;
    }
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int at = 0; at < text.length(); at++) {
      if (line.isEscaped(at)) {
        at++;
      } else if (text.startsWith(dialect.delimiter(), at)) {
        at += dialect.delimiter().length() - 1;
        starts.add(at + 1);
      }
    }
    // How many ways there are from each start on, by the number of fields; two stand for more.
    int most = expected == 0 ? 0 : Math.min(expected, starts.size());
    if ((long) starts.size() * (most + 1) > MOST_STEPS) {
      return;
    }
    int[][] count = new int[starts.size()][];
    List<List<LineFields.Field>> choices = new ArrayList<>();
    for (int i = starts.size() - 1; i >= 0; i--) {
      List<LineFields.Field> fieldsHere = line.choices(starts.get(i));
      choices.add(fieldsHere);
      count[i] = new int[most + 1];
      for (LineFields.Field field : fieldsHere) {
        add(count, i, next(starts, field), most);
      }
      if (steps + line.steps() > MOST_STEPS) {
        return;
      }
    }
    ways = expected > most ? 0 : count[0][most];
    if (ways == 1) {
      follow(starts, choices, count, most);
    }
  }

  private void add(int[][] count, int start, int next, int most) {
    steps += most + 1;
    if (next == NOWHERE) {
      return;
    }
    if (most == 0) {
      count[start][0] = Math.min(2, count[start][0] + (next == END ? 1 : count[next][0]));
      return;
    }
    if (next == END) {
      count[start][1] = Math.min(2, count[start][1] + 1);
      return;
    }
    for (int fieldsLeft = 2; fieldsLeft <= most; fieldsLeft++) {
      count[start][fieldsLeft] =
          Math.min(2, count[start][fieldsLeft] + count[next][fieldsLeft - 1]);
    }
  }

  private void follow(
      List<Integer> starts, List<List<LineFields.Field>> choices, int[][] count, int most) {
    List<LineFields.Field> way = new ArrayList<>();
    int start = 0;
    int left = most;
    while (start >= 0) {
      for (LineFields.Field field : choices.get(starts.size() - 1 - start)) {
        int next = next(starts, field);
        boolean leads =
            next == END
                ? most == 0 || left == 1
                : next >= 0 && count[next][most == 0 ? 0 : left - 1] > 0;
        if (leads) {
          way.add(field);
          start = next;
          break;
        }
      }
      left--;
    }
    fields = way;
  }

  /** The index of the start behind a field, or where the line ends. */
  private int next(List<Integer> starts, LineFields.Field field) {
    if (field.to() == text.length()) {
      return END;
    }
    int next = Collections.binarySearch(starts, field.to() + dialect.delimiter().length());
    return next < 0 ? NOWHERE : next;
  }

  /** Whether there is any way. */
  boolean isPossible() {
    return ways > 0;
  }

  /** Whether there is exactly one way, and one quote at most of it may be missing. */
  boolean isLikely() {
    return ways == 1 && fields.stream().filter(field -> !line.isCertain(field)).count() <= 1;
  }

  /**
   * Whether there is exactly one way, and its values are certain: not so where a quote that opens
   * or closes a field may be missing.
   */
  boolean isCertain() {
    return ways == 1 && fields.stream().allMatch(line::isCertain);
  }

  /** The record as it should be written, for a message. */
  String corrected() {
    Row row = new Row();
    fill(row);
    return dialect.write(
        IntStream.range(0, row.fields()).mapToObj(row::text).collect(Collectors.toList()));
  }

  /** Adds the fields of the one way to a row; gives what is wrong with an escape, or null. */
  CsvProblem.Kind fill(Row row) {
    Escapes escapes = new Escapes(dialect);
    CsvProblem.Kind problem = null;
    for (LineFields.Field field : fields) {
      boolean quoted = field.form() == LineFields.Form.QUOTED;
      String raw =
          text.substring(quoted ? field.from() + 1 : field.from(), field.to() - (quoted ? 1 : 0));
      if (field.form() == LineFields.Form.UNQUOTED && dialect.options().nulls().contains(raw)) {
        row.addNull();
      } else if (field.form() == LineFields.Form.WRITTEN) {
        row.add(raw);
      } else {
        CsvProblem.Kind found = escapes.add(row, raw, quoted);
        problem = problem == null ? found : problem;
      }
    }
    return problem;
  }
}
