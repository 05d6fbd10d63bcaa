package org.datamove.validate.row;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.datamove.csv.Row;
import org.datamove.key.KeyCollector;
import org.datamove.validate.file.Malformed;
import org.datamove.validate.file.Repairs;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Judge;
import org.datamove.validate.move.NotForeseen;

/**
 * Judges rows: their form as CSV, NULLs, and every value against its column's type.
 *
 * <p>Values that the engine is not sure of are put aside until {@link #settle()} asks PostgreSQL
 * for all of them at once.
 */
public final class RowChecker {
  private final int fields;
  private final List<ColumnCheck> checks;
  private final Findings findings;
  private final Followers followers;
  private final Doubts doubts;
  private final Refusals refusals;
  private Set<Long> refusedRows = Set.of();
  private RepeatedRows repeated;
  private ForeseenRows foreseen;
  private LeftOutRows leftOut = new LeftOutRows();

  /**
   * Checks for records of a number of fields.
   *
   * @param fields how many fields a record must have
   * @param targets the columns that the fields go to
   * @param findings where problems go
   * @param judge who decides what the engine is not sure of
   * @param rejects where refused rows go; null where a refused row fails the move
   * @param keys what takes the rows' keys; null where they are not compared
   * @param probes what tries the rows with constraints; null where nothing does
   */
  public RowChecker(
      int fields,
      List<TargetColumn> targets,
      Findings findings,
      Judge judge,
      Rejects rejects,
      KeyCollector keys,
      RowProbes probes) {
    this.refusals = new Refusals(rejects);
    this.followers = new Followers(keys, probes, rejects != null);
    this.fields = fields;
    this.checks = targets.stream().map(ColumnCheck::new).toList();
    this.findings = findings;
    this.doubts = new Doubts(judge);
  }

  /** The same where rows are not tried with constraints. */
  public RowChecker(
      int fields,
      List<TargetColumn> targets,
      Findings findings,
      Judge judge,
      Rejects rejects,
      KeyCollector keys) {
    this(fields, targets, findings, judge, rejects, keys, null);
  }

  /** The same where nothing is done with rows that have been checked. */
  public RowChecker(int fields, List<TargetColumn> targets, Findings findings, Judge judge) {
    this(fields, targets, findings, judge, null, null);
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
    refusals.next();
    if (row.isRepaired()) {
      Repairs.tell(row, true, findings);
    }
    int doubtsBefore = doubts.size();
    boolean ofGoodValues = isGood(row, sure); // what else is wrong is told all the same
    boolean good = isForeseenGood(row) && ofGoodValues && !isRepeated(row);
    refusals.end(row, doubts.size() > doubtsBefore);
    followers.take(row, isWellFormed(row), good);
    return good;
  }

  private boolean isForeseenGood(Row row) {
    List<Finding> found = foreseen == null ? List.of() : foreseen.of(row.number());
    found.forEach(this::refuse);
    return found.isEmpty();
  }

  private boolean isRepeated(Row row) {
    Finding finding = repeated == null ? null : repeated.of(row.number());
    finding = finding == null ? leftOut.of(row) : finding;
    if (finding != null) {
      refuse(finding);
    }
    return finding != null;
  }

  /** Has rows refused that the database is certain to refuse; null where none are known. */
  public void reject(ForeseenRows rows) {
    foreseen = rows;
  }

  /** Has rows refused whose key an earlier row has. */
  public void reject(RepeatedRows rows) {
    repeated = rows;
  }

  /** Has rows refused that the database has refused. */
  public void reject(LeftOutRows rows) {
    leftOut = rows;
  }

  private void refuse(Finding finding) {
    refusals.add(finding);
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
          followers.refusedNull(field);
          good = false;
        } else if (check.filler != null) {
          findings.add(NotForeseen.ofNull(check.column, check.filler, row));
        }
      } else {
        if (sure == null || !sure[field]) {
          good &= isGood(check, row, data, row.from(field), row.to(field)) || refused(field);
        }
        if (check.watchesZero) {
          check.watchZero(row, findings);
        }
      }
    }
    return good;
  }

  private boolean isGood(ColumnCheck check, Row row, byte[] data, int from, int to) {
    if (!check.rule.surelyAccepts(data, from, to)) {
      return doubt(check, row);
    }
    String message = check.altered == null ? null : check.altered.alteration(data, from, to);
    return message == null || altered(check, row, message);
  }

  private boolean refused(int field) {
    followers.refused(field);
    return false;
  }

  private boolean altered(ColumnCheck check, Row row, String message) {
    return altered(
        new Doubts.Doubt(check, row.number(), row.place(), row.text(check.field)), message);
  }

  /** Tells of a value that PostgreSQL accepts but alters; false where it is refused for it. */
  private boolean altered(Doubts.Doubt value, String message) {
    boolean refused = value.check().refusesAltered;
    Finding finding =
        Finding.ofAlteration(
            value.check().column, value.row(), value.place(), value.value(), message, refused);
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
      doubts.add(check, row, value);
      return true;
    }
    return stands(new Doubts.Doubt(check, row.number(), row.place(), value), verdict);
  }

  /** Tells what is wrong with a value that was judged; false where it is refused. */
  private boolean stands(Doubts.Doubt doubt, Judge.Verdict verdict) {
    if (doubt.check().dates != null) {
      doubt.check().dates.add(doubt, verdict.accepted(), findings);
    }
    if (!verdict.accepted()) {
      refuse(
          Finding.ofRefusal(
              doubt.check().column,
              doubt.row(),
              doubt.place(),
              doubt.value(),
              verdict,
              doubt.check().rule.explain(doubt.value())));
      return false;
    }
    String message = doubt.check().alteration(doubt.value(), verdict.written());
    return message == null || altered(doubt, message);
  }

  /** Whether so many values are put aside that {@link #settle()} is due. */
  public boolean isSettlementDue() {
    return doubts.areMany() || followers.areMany();
  }

  /**
   * Asks for the values put aside.
   *
   * @return whether all of them are accepted
   */
  public boolean settle() throws InterruptedException {
    Set<Long> refused = new HashSet<>();
    if (!doubts.isEmpty()) {
      doubts.settle((doubt, verdict) -> settle(doubt, verdict, refused));
    }
    followers.settle(finding -> settle(finding, refused), findings::add);
    refusals.settled();
    refusedRows = refused;
    return refused.isEmpty();
  }

  private void settle(Doubts.Doubt doubt, Judge.Verdict verdict, Set<Long> refused) {
    refusals.backTo(doubt.row());
    if (stands(doubt, verdict)) {
      return;
    }
    refused.add(doubt.row());
    followers.refusedLate(doubt.row(), doubt.check().field);
  }

  private void settle(Finding finding, Set<Long> refused) {
    findings.add(finding);
    boolean isFirst = refused.add(finding.row()) && !followers.wasRefused(finding.row());
    refusals.addLate(finding, isFirst);
  }

  /** Once every row has been checked and {@link #settle() settled}: what only all of them tell. */
  public void finish() {
    List<DateOrders> dates =
        checks.stream().map(check -> check.dates).filter(Objects::nonNull).toList();
    boolean proven = dates.stream().anyMatch(DateOrders::isProven);
    dates.forEach(each -> each.finish(proven, findings));
    findings.datesProven(proven);
  }

  /** The numbers of the rows that the last {@link #settle()} refused. */
  public Set<Long> refusedRows() {
    return refusedRows;
  }
}
