package org.datamove.validate.row;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datamove.csv.Excerpt;
import org.datamove.csv.Row;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.accept.ZeroVectorWatch;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;

/**
 * How the values of one column are checked.
 *
 * <p>Remembers the verdicts on values that PostgreSQL was asked for, the most recent 4,096 of at
 * most 100 characters.
 */
final class ColumnCheck {
  private static final int SHOWN_CHARS = 60;
  private static final int REMEMBERED = 4096;
  private static final int LONGEST_REMEMBERED_CHARS = 100;

  final String column;
  final int field;
  final boolean nullable;
  final String filler;
  final ValueRule rule;

  /** Null where the type keeps every value. */
  final AlteredRule altered;

  /** Null where PostgreSQL need not write values to tell which are kept. */
  final WrittenRule written;

  final boolean refusesAltered;
  final boolean watchesZero;

  /** Null where the type holds no dates. */
  final DateOrders dates;

  private final Map<String, Judge.Verdict> verdicts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Judge.Verdict> eldest) {
          return size() > REMEMBERED;
        }
      };

  ColumnCheck(TargetColumn target) {
    this.column = target.name();
    this.field = target.field();
    this.nullable = target.nullable();
    this.filler = target.filler();
    this.rule = target.rule();
    this.altered = target.altered();
    this.written = target.written();
    this.refusesAltered = target.refusesAltered();
    this.watchesZero = target.rule() instanceof ZeroVectorWatch;
    this.dates = target.dates() == null ? null : new DateOrders(target.name(), target.dates());
  }

  /** A warning where a value that is no NULL is a zero vector. */
  void watchZero(Row row, Findings findings) {
    if (rule.isZeroVector(row.data(), row.from(field), row.to(field))) {
      findings.add(
          Finding.ofRow(
              FindingCode.ZERO_VECTOR,
              column,
              row.number(),
              row.place(),
              row.text(field),
              "a zero vector is not indexed by cosine distance"));
    }
  }

  /**
   * What becomes of a value that PostgreSQL accepts; null where it is kept.
   *
   * @param back how PostgreSQL writes it; null where that is the same or was not asked for
   */
  String alteration(String value, String back) {
    if (written != null) {
      return back == null || written.keeps(value, back)
          ? null
          : "value becomes \"" + Excerpt.orWhole(back, SHOWN_CHARS) + "\"";
    }
    if (altered == null) {
      return null;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return altered.alteration(bytes, 0, bytes.length);
  }

  Judge.Verdict remembered(String value) {
    return verdicts.get(value);
  }

  void remember(String value, Judge.Verdict verdict) {
    if (value.length() <= LONGEST_REMEMBERED_CHARS) {
      verdicts.put(value, verdict);
    }
  }
}
