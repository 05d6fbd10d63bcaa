package org.datamove.validate.row;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.datamove.type.DateOrder;
import org.datamove.type.text.DateReader;
import org.datamove.type.text.NumberedDate;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;

/** What the values of one column tell of the order of their days and months. */
final class DateOrders {
  private final String column;
  private final DateReader reader;
  private final DateOrder order;
  private final Map<DateOrder, Long> fitting = new EnumMap<>(DateOrder.class);
  private boolean ambiguous;
  private boolean proven;

  /** The first value that is no date in the session's order, and is one in another. */
  private Doubts.Doubt refuting;

  /**
   * Nothing seen so far.
   *
   * @param reader finds the dates
   */
  DateOrders(String column, DateReader reader) {
    this.column = column;
    this.reader = reader;
    this.order = reader.order();
  }

  /** Takes a value, accepted or not; a warning where it could be another date. */
  void add(Doubts.Doubt value, boolean accepted, Findings findings) {
    boolean warned = false;
    for (NumberedDate date : reader.dates(value.value())) {
      for (DateOrder each : DateOrder.values()) {
        fitting.merge(each, date.fits(each) ? 1L : 0L, Long::sum);
      }
      proven |= accepted && date.proves(order);
      if (refuting == null && date.refutes(order)) {
        refuting = value;
      }
      warned |= accepted && date.isAmbiguous(order);
    }
    if (warned) {
      ambiguous = true;
      findings.add(
          Finding.ofAmbiguousDate(
              value.check().column,
              value.row(),
              value.place(),
              value.value(),
              "day and month could be exchanged; " + reads(),
              warningHint()));
    }
  }

  private String reads() {
    return "DateStyle has " + order.first() + " first";
  }

  private String warningHint() {
    String others =
        String.join(
            ", or ",
            order
                .mistakenFor()
                .map(each -> each.statement() + " where " + each.first() + " comes first")
                .toList());
    return "No value of the column tells which it is: " + others + ".";
  }

  /** Whether values of the column are dates in the session's order only. */
  boolean isProven() {
    return proven;
  }

  /**
   * Once all values are known: the warnings go where the file proves its order, or are errors.
   *
   * @param provenElsewhere whether another column is in the session's order
   */
  void finish(boolean provenElsewhere, Findings findings) {
    if (!ambiguous || (refuting != null && proven)) {
      return;
    }
    if (proven) {
      findings.takeBack(FindingCode.AMBIGUOUS_DATE, column);
    } else if (refuting != null) {
      String message =
          "day and month are exchanged; " + reads() + ", unlike \"" + refuting.value() + "\"";
      findings.raise(
          FindingCode.AMBIGUOUS_DATE,
          column,
          message,
          provenElsewhere
              ? "No DateStyle reads all columns of the file; write dates as YYYY-MM-DD."
              : remedy());
    }
  }

  private String remedy() {
    long most = Collections.max(fitting.values());
    List<String> statements =
        Arrays.stream(DateOrder.values())
            .filter(each -> fitting.get(each) == most)
            .map(each -> each.statement() + " has " + each.first() + " read first")
            .toList();
    return String.join(", ", statements) + ".";
  }
}
