package org.datamove.validate.finding;

import java.util.Locale;
import org.datamove.error.ErrorCode;
import org.datamove.type.accept.Refusal;

/** Every kind of finding, with the SQLSTATE that a move fails with where it is the only kind. */
public enum FindingCode {
  /** The file holds no record, not even a header. */
  EMPTY_FILE(Severity.ERROR, ErrorCode.SOURCE_UNREADABLE.sqlState()),
  /** The file is something else, by its first bytes or the shape of its text. */
  NOT_CSV(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** A second delimiter splits every record into the same number of fields. */
  AMBIGUOUS_DELIMITER(Severity.WARNING, null),
  /** The first record holds data where names should be. */
  MISSING_HEADER(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** The same, and the record is read as a row. */
  HEADERLESS(Severity.WARNING, null),
  /** Lines stand above the header, such as a title. */
  LINES_BEFORE_HEADER(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** The same, and they are skipped. */
  LINES_LEFT_OUT(Severity.WARNING, null),
  /** A record has the header's names once more. */
  REPEATED_HEADER(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** The same, and the record is skipped. */
  REPEATED_HEADER_LEFT_OUT(Severity.WARNING, null),
  /** Another table begins below the first one. */
  SECOND_TABLE(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** The file has no rows. */
  NO_DATA_ROWS(Severity.WARNING, null),
  /** The rows of a table would be replaced by none. */
  EMPTY_REPLACE(Severity.ERROR, ErrorCode.VALIDATION_FAILED.sqlState()),
  /** Blank lines between records, which are skipped. */
  BLANK_LINES(Severity.WARNING, null),
  /** One of several files has another header than the first. */
  HEADER_DIFFERS(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** One of several files has its columns in another order than the first and is read by name. */
  HEADER_REORDERED(Severity.WARNING, null),
  /** A quoted field does not end before the file does. */
  UNCLOSED_QUOTE(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** Text stands between a closing quote and the next delimiter. */
  TEXT_AFTER_QUOTE(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** A quote stands inside a field that does not start with one. */
  STRAY_QUOTE(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** A byte sequence is not valid in the file's encoding. */
  INVALID_ENCODING(Severity.ERROR, "22021"),
  /** A NUL character. */
  NUL_CHARACTER(Severity.ERROR, "22021"),
  /** A character that the database's encoding does not have. */
  UNSTORABLE_CHARACTER(Severity.ERROR, "22P05"),
  /** What was kept as one rejected record holds more than one by now. */
  SEVERAL_RECORDS(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** A row of a file of rejected rows still has the record that could not be split. */
  UNMENDED_RECORD(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** A record is longer than the engine reads. */
  RECORD_TOO_LONG(Severity.ERROR, "54000"),
  /** A record has fewer fields than the header. */
  MISSING_FIELDS(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** A record has more fields than the header. */
  EXTRA_FIELDS(Severity.ERROR, SqlStates.BAD_COPY_FILE_FORMAT),
  /** A misplaced quote is taken for a character of its field. */
  QUOTE_KEPT(Severity.WARNING, null),
  /** A record has fewer fields than the header; NULL stands for the others. */
  FIELDS_ADDED(Severity.WARNING, null),
  /** A record has more fields than the header; they are empty and skipped. */
  FIELDS_LEFT_OUT(Severity.WARNING, null),
  /** A column of the table is not in the file. */
  MISSING_COLUMN(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** A column of the file is not in the table. */
  EXTRA_COLUMN(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** The file has values for a column that the table generates. */
  GENERATED_COLUMN(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** Two columns of the file have the same name. */
  DUPLICATE_COLUMN(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** A column of the file has no name. */
  EMPTY_COLUMN_NAME(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** A name is longer than PostgreSQL keeps. */
  COLUMN_NAME_TOO_LONG(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** A name that PostgreSQL reserves for a system column. */
  SYSTEM_COLUMN_NAME(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** More columns than a table can have. */
  TOO_MANY_COLUMNS(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** Names differ only by letter case. */
  CASE_CONFLICT(Severity.ERROR, ErrorCode.CASE_CONFLICT.sqlState()),
  /** No column of the file is a column of the table that is to follow it. */
  UNRELATED_FILE(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** The primary key or most columns would be dropped. */
  DROP_NOT_ALLOWED(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** The option "types" names a column whose type it cannot decide. */
  TYPE_NOT_APPLICABLE(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** A column of the primary key is not in the file. */
  KEY_COLUMN_MISSING(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** The option "update_columns" names a column that rows cannot take from the file. */
  NOT_UPDATABLE(Severity.ERROR, ErrorCode.SCHEMA_CONFLICT.sqlState()),
  /** There is no key to match rows by. */
  NO_UNIQUE_KEY(Severity.ERROR, "42P10"),
  /** More rows are refused than the caller allows. */
  TOO_MANY_REJECTED(Severity.ERROR, ErrorCode.VALIDATION_FAILED.sqlState()),
  /** The target is not a table that can be loaded. */
  TARGET_NOT_LOADABLE(Severity.ERROR, ErrorCode.WRONG_TARGET.sqlState()),
  /** The caller lacks a privilege on the target. */
  NOT_PERMITTED(Severity.ERROR, ErrorCode.NOT_PERMITTED.sqlState()),
  /** Another table references the target. */
  TARGET_REFERENCED(Severity.ERROR, SqlStates.DEPENDENT_OBJECTS),
  /** Another object depends on a column that would be dropped or widened. */
  DEPENDENT_OBJECT(Severity.ERROR, SqlStates.DEPENDENT_OBJECTS),
  /** An index, a constraint or the like is dropped together with a column. */
  DROPPED_WITH_COLUMN(Severity.WARNING, null),
  /** Values go with a column that is dropped. */
  DROPPED_VALUES(Severity.WARNING, null),
  /** The type's input function refuses the value. */
  INVALID_VALUE(Severity.ERROR, "22P02"),
  /** The value lies outside the type's range. */
  VALUE_OUT_OF_RANGE(Severity.ERROR, "22003"),
  /** The value is longer than the column holds. */
  VALUE_TOO_LONG(Severity.ERROR, "22001"),
  /**
   * The vector has another number of dimensions than the column, or the bit string another length.
   */
  DIMENSION_MISMATCH(Severity.ERROR, SqlStates.DATA_EXCEPTION),
  /** An element of the vector is NaN or infinite. */
  NOT_FINITE(Severity.ERROR, SqlStates.DATA_EXCEPTION),
  /** The vector has no elements. */
  EMPTY_VECTOR(Severity.ERROR, SqlStates.DATA_EXCEPTION),
  /** Every element of the vector is zero, and an index by cosine distance leaves such ones out. */
  ZERO_VECTOR(Severity.WARNING, null),
  /** The file has vectors, and pgvector is not there to hold them. */
  PGVECTOR_NOT_INSTALLED(Severity.WARNING, null),
  /** The value violates a check of the column's domain. */
  DOMAIN_CHECK(Severity.ERROR, "23514"),
  /** The column's type accepts the value but rounds it, cuts it or drops a part of it. */
  VALUE_ALTERED(Severity.WARNING, null),
  /** A date whose day and month could be exchanged, or are where the file proves it. */
  AMBIGUOUS_DATE(Severity.WARNING, null),
  /** Rows that row security hides from the caller go with the others. */
  HIDDEN_ROWS_REPLACED(Severity.WARNING, null),
  /** A constraint of the target is checked at the end of the transaction only. */
  DEFERRED_CONSTRAINT(Severity.WARNING, null),
  /** A row has the key of an earlier one. */
  DUPLICATE_KEY(Severity.ERROR, "23505"),
  /** Keys of the target that are compared only while rows are loaded. */
  KEY_NOT_COMPARED(Severity.WARNING, null),
  /** The row that a foreign key refers to is not there. */
  FOREIGN_KEY_VIOLATION(Severity.ERROR, "23503"),
  /** A row of the table has the key already. */
  KEY_EXISTS(Severity.ERROR, "23505"),
  /** A check constraint of the table does not hold. */
  CHECK_VIOLATION(Severity.ERROR, "23514"),
  /** A row of the table is in the way by an exclusion constraint. */
  EXCLUSION_VIOLATION(Severity.ERROR, "23P01"),
  /** No partition takes the row, or not the one that it is for. */
  NO_PARTITION(Severity.ERROR, "23514"),
  /** NULL in a column that does not hold it. */
  NULL_NOT_ALLOWED(Severity.ERROR, "23502"),
  /** The database refuses the row, for a reason that only the load finds out. */
  DATABASE_ERROR(Severity.ERROR, ErrorCode.VALIDATION_FAILED.sqlState()),
  /** The row conflicts with another, and is left out for it. */
  ROW_SKIPPED(Severity.WARNING, null),
  /** What only the load finds out. */
  NOT_FORESEEN(Severity.WARNING, null);

  private final Severity severity;
  private final String sqlState;

  FindingCode(Severity severity, String sqlState) {
    this.severity = severity;
    this.sqlState = sqlState;
  }

  /** How much it weighs. */
  public Severity severity() {
    return severity;
  }

  /** The SQLSTATE of a move that fails with this code only; null for warnings. */
  public String sqlState() {
    return sqlState;
  }

  /** The word that SQL shows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The code for a refusal by PostgreSQL's input function. */
  public static FindingCode ofRefusal(String sqlState) {
    return switch (sqlState) {
      case "22003", "22008" -> VALUE_OUT_OF_RANGE;
      case "22001" -> VALUE_TOO_LONG;
      case "22026" -> DIMENSION_MISMATCH;
      case "23514" -> DOMAIN_CHECK;
      case "23502" -> NULL_NOT_ALLOWED;
      default -> INVALID_VALUE;
    };
  }

  /** The code for a refusal of which more is known. */
  static FindingCode ofRefusal(String sqlState, Refusal refusal) {
    if (refusal == null) {
      return ofRefusal(sqlState);
    }
    return switch (refusal.kind()) {
      case DIMENSIONS -> DIMENSION_MISMATCH;
      case NOT_FINITE -> NOT_FINITE;
      case EMPTY -> EMPTY_VECTOR;
      case ELEMENT -> INVALID_VALUE;
      case RANGE -> VALUE_OUT_OF_RANGE;
    };
  }

  private static final class SqlStates {
    static final String DATA_EXCEPTION = "22000";
    static final String BAD_COPY_FILE_FORMAT = "22P04";
    static final String DEPENDENT_OBJECTS = "2BP01";
  }
}
