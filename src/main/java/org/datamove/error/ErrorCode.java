package org.datamove.error;

/**
 * The catalogue of failures: each has its SQLSTATE and says whose fault it is.
 *
 * <p>Standard SQLSTATEs come from PostgreSQL's manual, appendix "PostgreSQL Error Codes"; class
 * {@code UD} is datamove's own.
 */
public enum ErrorCode {
  /** An argument or option is not usable. */
  INVALID_REQUEST("22023", Blame.REQUEST),
  /** The file does not exist. */
  SOURCE_NOT_FOUND("58P01", Blame.REQUEST),
  /** The role may not read the source, or not use the target. */
  NOT_PERMITTED("42501", Blame.REQUEST),
  /** The source cannot be read or has changed. */
  SOURCE_UNREADABLE("UD005", Blame.EXTERNAL),
  /** No connection to where the source is can be made. */
  SOURCE_UNREACHABLE("08001", Blame.EXTERNAL),
  /** The connection to where the source is broke, and would not be made again. */
  CONNECTION_LOST("08006", Blame.EXTERNAL),
  /** There are no credentials, or they are not accepted. */
  NOT_AUTHENTICATED("28000", Blame.EXTERNAL),
  /** The source's side asks for fewer requests. */
  THROTTLED("53000", Blame.EXTERNAL),
  /** A table that must exist does not. */
  TABLE_NOT_FOUND("42P01", Blame.REQUEST),
  /** The table that a move is to make exists. */
  TABLE_EXISTS("42P07", Blame.REQUEST),
  /** The target is not a table that can be loaded. */
  WRONG_TARGET("42809", Blame.REQUEST),
  /** Findings of several kinds. */
  VALIDATION_FAILED("UD001", Blame.DATA),
  /** The columns of file and table do not fit. */
  SCHEMA_CONFLICT("UD002", Blame.DATA),
  /** Names differ only by letter case. */
  CASE_CONFLICT("UD003", Blame.DATA),
  /** Values do not fit their columns' types, in several ways. */
  DATA_TYPE("UD004", Blame.DATA),
  /** A source is more than a limit allows: too many files, too much when it is decompressed. */
  LIMIT_EXCEEDED("54000", Blame.REQUEST),
  /** A lock was not to be had in time. */
  LOCK_NOT_AVAILABLE("55P03", Blame.EXTERNAL),
  /** Somebody changed the target while its move was being planned. */
  CHANGED_MEANWHILE("40001", Blame.EXTERNAL),
  /** The chunk directory's disk is full. */
  DISK_FULL("53100", Blame.EXTERNAL),
  /** The Java heap is too small for this request. */
  OUT_OF_MEMORY("53200", Blame.EXTERNAL),
  /** Row conservation or another invariant of datamove itself is broken. */
  INTERNAL("XX000", Blame.INTERNAL);

  /** Who can mend it. */
  public enum Blame {
    /** The file's contents. */
    DATA,
    /** The call's arguments. */
    REQUEST,
    /** Disk, network, another process. */
    EXTERNAL,
    /** datamove. */
    INTERNAL
  }

  private final String sqlState;
  private final Blame blame;

  ErrorCode(String sqlState, Blame blame) {
    this.sqlState = sqlState;
    this.blame = blame;
  }

  /** The five-character SQLSTATE that the client sees. */
  public String sqlState() {
    return sqlState;
  }

  /** Who can mend it. */
  public Blame blame() {
    return blame;
  }
}
