package org.datamove.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.TypeInfo;
import org.datamove.csv.Row;
import org.datamove.csv.RowFitter;
import org.datamove.request.Request;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.known.KnownTypes;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.Operations;

/**
 * Finds out by the columns' types where the fields of a record belong that lacks a delimiter or has
 * one too many. It tries every place where one may have been omitted or put in; the values are
 * certain if the types accept those of one way only.
 */
final class Alignment implements RowFitter {
  private static final int MOST_ROWS = 1000;
  private static final int MOST_WAYS = 5000;

  /** Takes any text where it has no rule. */
  record Column(String name, boolean nullable, ValueRule rule) {}

  private final List<Column> columns;
  private final Judge judge;
  private final String delimiter;
  private final boolean emptyIsNull;
  private final Set<List<String>> ways = new LinkedHashSet<>();
  private int rows;

  Alignment(List<Column> columns, Judge judge, String delimiter, boolean emptyIsNull) {
    this.columns = columns;
    this.judge = judge;
    this.delimiter = delimiter;
    this.emptyIsNull = emptyIsNull;
  }

  /** By the types of a table whose columns stay, and by those that are asked for. */
  static RowFitter of(Request request, List<String> names, String delimiter, Judge judge) {
    boolean stays =
        request.table() != null && Operations.decide(request) == Operation.EXISTING_SCHEMA;
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      ColumnInfo column = stays ? request.table().column(name) : null;
      TypeInfo asked = request.types().get(name);
      if (column != null) {
        columns.add(
            new Column(
                name,
                column.nullable(),
                KnownTypes.accepted(column.type(), request.session().utf8())));
      } else if (asked != null) {
        columns.add(
            new Column(
                name,
                asked.nullable(),
                KnownTypes.accepted(asked.type(), request.session().utf8())));
      } else {
        columns.add(new Column(name, true, null));
      }
    }
    return new Alignment(columns, judge, delimiter, request.options().csv().nulls().contains(""));
  }

  @Override
  public List<String> values(Row row, int expected) throws InterruptedException {
    // A record of one field out of two may be a line that is broken in two.
    boolean one = Math.abs(row.fields() - expected) == 1 && row.fields() > 1;
    if (!one || row.isEmptyFrom(0) || rows++ >= MOST_ROWS || expected != columns.size()) {
      return null;
    }
    List<String> given = new ArrayList<>();
    for (int i = 0; i < row.fields(); i++) {
      given.add(row.text(i));
    }
    ways.clear();
    if (given.size() > expected) {
      join(given);
    } else {
      split(given);
    }
    if (ways.size() > MOST_WAYS || ways.stream().filter(this::isSure).limit(2).count() > 1) {
      return null;
    }
    removeRefused();
    return ways.size() == 1 ? ways.iterator().next() : null;
  }

  /**
   * Two neighbours as one, as if the delimiter between them were too many or a part of the text.
   */
  private void join(List<String> given) {
    for (int i = 0; i + 1 < given.size(); i++) {
      String left = given.get(i);
      String right = given.get(i + 1);
      if (left == null || right == null) {
        add(given, i, 2, left == null ? right : left);
      } else {
        add(given, i, 2, left + right);
        if (!left.isEmpty() && !right.isEmpty()) {
          add(given, i, 2, left + delimiter + right);
        }
      }
    }
  }

  /** One field as two, or an empty one beside it, as if a delimiter were missing there. */
  private void split(List<String> given) {
    for (int i = 0; i <= given.size(); i++) {
      add(given, i, 0, piece(""));
    }
    for (int i = 0; i < given.size(); i++) {
      String field = given.get(i) == null ? "" : given.get(i);
      for (int at = 0; at < field.length() && ways.size() <= MOST_WAYS; at++) {
        if (at > 0) {
          add(given, i, 1, field.substring(0, at), field.substring(at));
        }
        if (field.startsWith(delimiter, at)) {
          String rest = field.substring(at + delimiter.length());
          add(given, i, 1, piece(field.substring(0, at)), piece(rest));
        }
      }
    }
  }

  private String piece(String text) {
    return text.isEmpty() && emptyIsNull ? null : text;
  }

  /** Adds the way that has other values in the place of some fields, where no NULL forbids it. */
  private void add(List<String> given, int from, int count, String... values) {
    List<String> way = new ArrayList<>(given.subList(0, from));
    Collections.addAll(way, values);
    way.addAll(given.subList(from + count, given.size()));
    for (int i = 0; i < columns.size(); i++) {
      if (way.get(i) == null && !columns.get(i).nullable()) {
        return;
      }
    }
    ways.add(way);
  }

  private boolean isSure(List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      if (!isSure(columns.get(i), values.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSure(Column column, String value) {
    if (value == null || column.rule() == null) {
      return true;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return column.rule().surelyAccepts(bytes, 0, bytes.length);
  }

  /** Asks PostgreSQL for the values that nobody else knows of. */
  private void removeRefused() throws InterruptedException {
    Map<String, Set<String>> unsure = new LinkedHashMap<>();
    for (List<String> way : ways) {
      for (int i = 0; i < way.size(); i++) {
        if (!isSure(columns.get(i), way.get(i))) {
          unsure
              .computeIfAbsent(columns.get(i).name(), name -> new LinkedHashSet<>())
              .add(way.get(i));
        }
      }
    }
    if (unsure.isEmpty()) {
      return;
    }
    Map<String, List<String>> asked = new LinkedHashMap<>();
    unsure.forEach((name, values) -> asked.put(name, List.copyOf(values)));
    Map<String, List<Judge.Verdict>> verdicts = judge.judge(asked, Set.of());
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      List<String> values = asked.get(column.name());
      for (int j = 0; values != null && j < values.size(); j++) {
        if (verdicts.get(column.name()).get(j).sqlState() != null) {
          int position = i;
          String refused = values.get(j);
          ways.removeIf(way -> refused.equals(way.get(position)));
        }
      }
    }
  }
}
