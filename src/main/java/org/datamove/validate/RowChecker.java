package org.datamove.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.csv.Row;
import org.datamove.key.KeyCollector;
import org.datamove.type.AlteredRule;
import org.datamove.type.ValueRule;

/**
 * Judges rows: their form as CSV, NULLs, and every value against its column's type.
 *
 * <p>Values that the engine is not sure of are put aside until {@link #settle()} asks PostgreSQL
 * for all of them at once.
 */
public final class RowChecker {
  private static final int SETTLE_AT_CHARS = 1024 * 1024;

  private record Doubt(ColumnCheck check, long row, long place, String value) {}

  /** The text of a row with doubts, kept until they are settled. */
  private record Kept(long place, String record, boolean refusedAlready) {}

  private final int fields;
  private final List<ColumnCheck> checks;
  private final Findings findings;
  private final Judge judge;
  private final Rejects rejects;
  private final KeyCollector keys;
  private final List<Doubt> doubts = new ArrayList<>();
  private final Map<Long, Kept> rowsInDoubt = new HashMap<>();
  private Set<Long> refusedRows = Set.of();
  private Finding firstOfRow;
  private RepeatedRows repeated;
  private long doubtChars;

  /**
   * Checks for records of a number of fields.
   *
   * @param fields how many fields a record must have
   * @param targets the columns that the fields go to
   * @param findings where problems go
   * @param judge who decides what the engine is not sure of
   */
  public RowChecker(int fields, List<TargetColumn> targets, Findings findings, Judge judge) {
    this(fields, targets, findings, judge, null);
  }

  /** The same, with a place for refused rows; null where a refused row fails the move. */
  public RowChecker(
      int fields, List<TargetColumn> targets, Findings findings, Judge judge, Rejects rejects) {
    this(fields, targets, findings, judge, rejects, null);
  }

  /** The same, with what takes the rows' keys; null where they are not compared. */
  public RowChecker(
      int fields,
      List<TargetColumn> targets,
      Findings findings,
      Judge judge,
      Rejects rejects,
      KeyCollector keys) {
    this.rejects = rejects;
    this.keys = keys;
    this.fields = fields;
    this.checks = targets.stream().map(ColumnCheck::new).toList();
    this.findings = findings;
    this.judge = judge;
  }

  /**
   * A column that receives a field.
   *
   * @param name the column's name in the table
   * @param field the field's 0-based position in the record
   * @param nullable whether it holds NULL
   * @param rule which values are accepted without asking
   * @param altered which accepted values are not kept; null where all are
   * @param refusesAltered whether such a value counts as refused
   */
  public record TargetColumn(
      String name,
      int field,
      boolean nullable,
      ValueRule rule,
      AlteredRule altered,
      boolean refusesAltered) {
    /** A column whose type keeps every value that it accepts. */
    public TargetColumn(String name, int field, boolean nullable, ValueRule rule) {
      this(name, field, nullable, rule, null, false);
    }
  }

  /** Whether a row is whole as CSV and has as many fields as it should. */
  public boolean isWellFormed(Row row) {
    return row.problem() == null && row.hasFields(fields);
  }

  /** Checks a row; false where it is refused already. */
  public boolean check(Row row) {
    return check(row, null);
  }

  /**
   * The same, where some values have been checked.
   *
   * @param sure for each field, unless it is NULL, whether its value is known to be taken and kept;
   *     null where nothing is known
   */
  public boolean check(Row row, boolean[] sure) {
    firstOfRow = null;
    if (row.isRepaired()) {
      Repairs.tell(row, true, findings);
    }
    int doubtsBefore = doubts.size();
    boolean good = isGood(row, sure) && !isRepeated(row);
    if (rejects != null && !good) {
      rejects.add(row.number(), row.place(), rejects.currentRecord(), firstOfRow);
    }
    if (rejects != null && doubts.size() > doubtsBefore) {
      rowsInDoubt.put(row.number(), new Kept(row.place(), rejects.currentRecord(), !good));
    }
    if (keys != null) {
      collectKeys(row, good);
    }
    return good;
  }

  /** A row that is left out takes part in nothing; of another each good value does. */
  private void collectKeys(Row row, boolean good) {
    if (row.problem() != null || !row.hasFields(fields) || (rejects != null && !good)) {
      keys.forgetRow();
    } else {
      keys.add(row);
    }
  }

  private boolean isRepeated(Row row) {
    Finding finding = repeated == null ? null : repeated.of(row.number());
    if (finding != null) {
      refuse(finding);
    }
    return finding != null;
  }

  /** Has rows refused whose key an earlier row has. */
  public void leaveOut(RepeatedRows rows) {
    repeated = rows;
  }

  private void refuse(Finding finding) {
    firstOfRow = firstOfRow == null ? finding : firstOfRow;
    findings.add(finding);
  }

  private boolean isGood(Row row, boolean[] sure) {
    if (row.problem() != null) {
      refuse(Malformed.finding(row, true));
      return false;
    }
    if (!row.hasFields(fields)) {
      refuse(Malformed.ragged(row, row.fieldsWanted(fields)));
      return false;
    }
    boolean good = true;
    byte[] data = row.data();
    for (ColumnCheck check : checks) {
      int field = check.field;
      if (row.isNull(field)) {
        if (!check.nullable) {
          nullRefused(check, row);
          good = false;
        }
      } else {
        if (sure == null || !sure[field]) {
          good &= isGood(check, row, data, row.from(field), row.to(field)) || leaveOut(field);
        }
        if (check.watchesZero) {
          watchZero(check, row);
        }
      }
    }
    return good;
  }

  private void watchZero(ColumnCheck check, Row row) {
    if (check.rule.isZeroVector(row.data(), row.from(check.field), row.to(check.field))) {
      findings.add(
          Finding.ofRow(
              FindingCode.ZERO_VECTOR,
              check.column,
              row.number(),
              row.place(),
              row.text(check.field),
              "a zero vector is not indexed by cosine distance"));
    }
  }

  private boolean isGood(ColumnCheck check, Row row, byte[] data, int from, int to) {
    if (!check.rule.surelyAccepts(data, from, to)) {
      return doubt(check, row);
    }
    String message = check.altered == null ? null : check.altered.alteration(data, from, to);
    return message == null || altered(check, row, message);
  }

  private boolean leaveOut(int field) {
    if (keys != null) {
      keys.leaveOut(field);
    }
    return false;
  }

  private boolean altered(ColumnCheck check, Row row, String message) {
    return altered(new Doubt(check, row.number(), row.place(), row.text(check.field)), message);
  }

  /** Tells of a value that PostgreSQL accepts but alters; false where it is refused for it. */
  private boolean altered(Doubt value, String message) {
    boolean refused = value.check.refusesAltered;
    Finding finding =
        Finding.ofAlteration(
            value.check.column, value.row, value.place, value.value, message, refused);
    if (refused) {
      refuse(finding);
    } else {
      findings.add(finding);
    }
    return !refused;
  }

  private void nullRefused(ColumnCheck check, Row row) {
    refuse(
        Finding.ofRow(
            FindingCode.NULL_NOT_ALLOWED,
            check.column,
            row.number(),
            row.place(),
            null,
            "null value in column \"" + check.column + "\""));
  }

  private boolean doubt(ColumnCheck check, Row row) {
    String value = row.text(check.field);
    Judge.Verdict verdict = check.remembered(value);
    if (verdict == null) {
      doubts.add(new Doubt(check, row.number(), row.place(), value));
      doubtChars += value.length();
      return true;
    }
    return stands(new Doubt(check, row.number(), row.place(), value), verdict);
  }

  /** Tells what is wrong with a value that was judged; false where it is refused. */
  private boolean stands(Doubt doubt, Judge.Verdict verdict) {
    if (!verdict.accepted()) {
      refuse(
          Finding.ofRefusal(
              doubt.check.column,
              doubt.row,
              doubt.place,
              doubt.value,
              verdict,
              doubt.check.rule.explain(doubt.value)));
      return false;
    }
    String message = doubt.check.alteration(doubt.value);
    return message == null || altered(doubt, message);
  }

  /** Whether so many values are put aside that {@link #settle()} is due. */
  public boolean isSettlementDue() {
    return doubtChars >= SETTLE_AT_CHARS || doubts.size() >= 100_000;
  }

  /**
   * Asks for the values put aside.
   *
   * @return whether all of them are accepted
   */
  public boolean settle() throws InterruptedException {
    refusedRows = Set.of();
    if (doubts.isEmpty()) {
      return true;
    }
    Map<ColumnCheck, Map<String, Judge.Verdict>> asked = new LinkedHashMap<>();
    for (Doubt doubt : doubts) {
      asked
          .computeIfAbsent(doubt.check, check -> new LinkedHashMap<>())
          .put(doubt.value, Judge.Verdict.ACCEPTED);
    }
    Map<String, List<String>> question = new LinkedHashMap<>();
    asked.forEach((check, values) -> question.put(check.column, List.copyOf(values.keySet())));
    Map<String, List<Judge.Verdict>> answer = judge.judge(question);
    for (Map.Entry<ColumnCheck, Map<String, Judge.Verdict>> entry : asked.entrySet()) {
      ColumnCheck check = entry.getKey();
      List<String> values = question.get(check.column);
      List<Judge.Verdict> verdicts = answer.get(check.column);
      for (int i = 0; i < values.size(); i++) {
        entry.getValue().put(values.get(i), verdicts.get(i));
        check.remember(values.get(i), verdicts.get(i));
      }
    }
    Set<Long> refused = new HashSet<>();
    for (Doubt doubt : doubts) {
      Judge.Verdict verdict = asked.get(doubt.check).get(doubt.value);
      firstOfRow = null;
      if (!stands(doubt, verdict)) {
        leaveOutLate(doubt);
        if (refused.add(doubt.row) && rejects != null) {
          rejectLate(doubt.row);
        }
      }
    }
    doubts.clear();
    rowsInDoubt.clear();
    doubtChars = 0;
    refusedRows = refused;
    return refused.isEmpty();
  }

  private void leaveOutLate(Doubt doubt) {
    if (keys != null && rejects != null) {
      keys.refusedLate(doubt.row);
    } else if (keys != null) {
      keys.refusedLate(doubt.row, doubt.check.field);
    }
  }

  private void rejectLate(long row) {
    Kept kept = rowsInDoubt.get(row);
    if (!kept.refusedAlready()) {
      rejects.add(row, kept.place(), kept.record(), firstOfRow);
    }
  }

  /** The numbers of the rows that the last {@link #settle()} refused. */
  public Set<Long> refusedRows() {
    return refusedRows;
  }
}
