package org.datamove.validate.finding;

import java.util.Map;
import java.util.function.LongFunction;
import org.datamove.csv.Excerpt;
import org.datamove.csv.Place;
import org.datamove.error.ErrorCode;
import org.datamove.error.ErrorFields;
import org.datamove.error.Failure;
import org.datamove.error.Hint;
import org.datamove.error.ShownText;
import org.datamove.key.Duplicate;
import org.datamove.key.UniqueKey;
import org.datamove.type.accept.Refusal;

/**
 * One problem, warning or planned change.
 *
 * @param code what kind it is
 * @param column the column's name, or null where it is about the record or the table
 * @param row the 1-based data row, or null
 * @param place the physical line, with its file where several are read ({@link Place}), or null
 * @param value the value as the file has it, cut to 200 characters, or null
 * @param message one line in PostgreSQL's style, not null
 * @param hint what to do, or null
 * @param sqlState the SQLSTATE that a move fails with, or null
 * @param constraint the name of the constraint or index that is violated, or null
 * @param options members of the argument {@code options} with which the finding goes, as the hint
 *     names them, or null
 * @param remedy the SQL that takes out of the way what the finding is about, or null
 * @param about what PostgreSQL says that its refusal is about
 */
public record Finding(
    FindingCode code,
    String column,
    Long row,
    Long place,
    String value,
    String message,
    String hint,
    String sqlState,
    String constraint,
    Map<String, Object> options,
    String remedy,
    ErrorFields about) {

  private static final int VALUE_CHARS = 200;
  private static final int MESSAGE_CHARS = 400;

  /** What messages quote may be anything; the value itself is data, and stays as it is. */
  public Finding {
    message = ShownText.of(message);
    hint = ShownText.of(hint);
  }

  /** A finding about no constraint. */
  public Finding(
      FindingCode code,
      String column,
      Long row,
      Long place,
      String value,
      String message,
      String hint,
      String sqlState) {
    this(
        code,
        column,
        row,
        place,
        value,
        message,
        hint,
        sqlState,
        null,
        null,
        null,
        ErrorFields.NONE);
  }

  /** A finding about the table or a column as a whole. */
  public static Finding ofColumn(FindingCode code, String column, String message, String hint) {
    return new Finding(code, column, null, null, null, message, hint, code.sqlState());
  }

  /** A finding about a physical line, such as the header. */
  public static Finding ofLine(
      FindingCode code, String column, long place, String message, String hint) {
    return new Finding(code, column, null, place, null, message, hint, code.sqlState());
  }

  /** A finding about a row, or about one of its values. */
  public static Finding ofRow(
      FindingCode code, String column, long row, long place, String value, String message) {
    return new Finding(code, column, row, place, cut(value), message, null, code.sqlState());
  }

  /**
   * A finding about a value that PostgreSQL refuses.
   *
   * @param refusal what is known of it beyond the verdict, or null
   */
  public static Finding ofRefusal(
      String column, long row, long place, String value, Judge.Verdict verdict, Refusal refusal) {
    return new Finding(
        FindingCode.ofRefusal(verdict.sqlState(), refusal),
        column,
        row,
        place,
        cut(value),
        message(verdict, refusal),
        refusal == null || refusal.hint() == null ? verdict.detail() : refusal.hint(),
        verdict.sqlState(),
        null,
        null,
        null,
        verdict.about());
  }

  /** A finding about a row that the database has refused. */
  public static Finding ofFailure(long row, long place, Failure failure) {
    return new Finding(
        FindingCode.DATABASE_ERROR,
        failure.fields().column(),
        row,
        place,
        null,
        failure.message(),
        oneLine(failure.detail(), failure.hint()),
        failure.sqlState(),
        failure.fields().constraint(),
        null,
        null,
        failure.fields());
  }

  /**
   * A finding about a row that conflicts with another and is left out for it.
   *
   * @param row the 1-based data row, or null where that is not known
   * @param maySuppress whether a trigger may have left it out as well
   */
  public static Finding ofSkipped(Long row, long place, boolean maySuppress) {
    return new Finding(
        FindingCode.ROW_SKIPPED,
        null,
        row,
        place,
        null,
        "row conflicts with another and is skipped",
        maySuppress ? "It may also be a trigger before INSERT that has kept it out." : null,
        null);
  }

  private static String oneLine(String detail, String hint) {
    String joined = Hint.joined(detail, hint);
    return joined == null ? null : joined.replace('\n', ' ');
  }

  /** A finding about a row that has the key of an earlier one; {@code words} tells a place. */
  public static Finding ofDuplicate(
      UniqueKey key, Duplicate duplicate, LongFunction<String> words) {
    String columns = String.join(", ", key.columns());
    String value = cut(duplicate.values());
    return new Finding(
        FindingCode.DUPLICATE_KEY,
        columns,
        duplicate.row(),
        duplicate.place(),
        value,
        "key ("
            + columns
            + ")=("
            + value
            + ") of "
            + (key.name() == null ? "the primary key" : "\"" + key.name() + "\"")
            + " is on "
            + words.apply(duplicate.firstPlace())
            + " already",
        null,
        FindingCode.DUPLICATE_KEY.sqlState(),
        key.name(),
        null,
        null,
        ErrorFields.NONE);
  }

  /** PostgreSQL's; the whole of a long value in it gives way to the part that is wrong. */
  private static String message(Judge.Verdict verdict, Refusal refusal) {
    String message = verdict.message();
    if (refusal == null || refusal.where() == null) {
      return Excerpt.orWhole(message, MESSAGE_CHARS);
    }
    int quote = refusal.kind() == Refusal.Kind.ELEMENT ? message.indexOf(": \"") : -1;
    return (quote < 0 ? Excerpt.orWhole(message, MESSAGE_CHARS) : message.substring(0, quote))
        + ": "
        + refusal.where();
  }

  /**
   * A finding about a value that PostgreSQL accepts but alters.
   *
   * @param refused whether the caller wants such values refused: the finding is then an error
   */
  public static Finding ofAlteration(
      String column, long row, long place, String value, String message, boolean refused) {
    return new Finding(
        FindingCode.VALUE_ALTERED,
        column,
        row,
        place,
        cut(value),
        message,
        null,
        refused ? ErrorCode.DATA_TYPE.sqlState() : null);
  }

  /**
   * The same finding with the exact options as what to do, after what its hint says already.
   *
   * @param before the sentence up to its object, such as {@code Set}
   * @param chosen each with its whole value, what the caller gave of it included
   */
  public Finding advise(String before, Map<String, Object> chosen) {
    String advice = Hint.options(before, chosen);
    return with(message, hint == null ? advice : hint + " " + advice, sqlState, chosen, remedy);
  }

  /** The same finding with the SQL that takes out of the way what it is about, or null. */
  public Finding remedied(String sql) {
    return with(message, hint, sqlState, options, sql);
  }

  private Finding with(
      String otherMessage,
      String otherHint,
      String otherState,
      Map<String, Object> otherOptions,
      String otherRemedy) {
    return new Finding(
        code,
        column,
        row,
        place,
        value,
        otherMessage,
        otherHint,
        otherState,
        constraint,
        otherOptions,
        otherRemedy,
        about);
  }

  /** The 1-based physical line, or null. */
  public Long line() {
    return place == null ? null : Place.line(place);
  }

  /** A warning about a date whose day and month could be exchanged. */
  public static Finding ofAmbiguousDate(
      String column, long row, long place, String value, String message, String hint) {
    return new Finding(
        FindingCode.AMBIGUOUS_DATE, column, row, place, cut(value), message, hint, null);
  }

  /** The same finding as an error. */
  Finding asError(String otherMessage, String otherHint) {
    return with(otherMessage, otherHint, ErrorCode.DATA_TYPE.sqlState(), null, null);
  }

  /** Whether rejecting the row would do: exchanged dates are wrong in the whole column. */
  boolean canGoWithItsRow() {
    return row != null && code != FindingCode.AMBIGUOUS_DATE;
  }

  /** How much it weighs: its code's severity, but some warnings are errors by the way. */
  public Severity severity() {
    boolean warning = code.severity() == Severity.WARNING;
    return warning && sqlState != null ? Severity.ERROR : code.severity();
  }

  /** How long its own texts are. */
  int chars() {
    return message.length() + length(value) + length(hint);
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }

  private static String cut(String value) {
    return Excerpt.orWhole(value, VALUE_CHARS);
  }
}
