package org.datamove.execute;

import java.util.List;
import java.util.Map;
import org.datamove.csv.CorrectedRow;
import org.datamove.load.FileChunk;
import org.datamove.plan.Step;
import org.datamove.request.TargetName;

/** What the engine has a host do. */
public sealed interface Command {
  /** What becomes of the innermost block behind a script. */
  enum End {
    /** It stays open. */
    OPEN,
    /** It ends, and what was done in it stays. */
    KEEP,
    /** It ends, and all that was done in it is undone. */
    UNDO
  }

  /**
   * Statements in their order, answered together.
   *
   * @param begins whether they begin a block (a subtransaction) of their own
   * @param statements possibly none
   * @param end what becomes of the innermost block then
   */
  record Run(boolean begins, List<Statement> statements, End end) implements Command {
    /** Statements in a block of their own, which stays where none of them fails. */
    public static Run kept(List<Statement> statements) {
      return new Run(true, statements, End.KEEP);
    }

    /** Statements in a block of their own, which is undone in any case. */
    public static Run tried(List<Statement> statements) {
      return new Run(true, statements, End.UNDO);
    }

    /** Statements in the block that is open. */
    public static Run of(List<Statement> statements) {
      return new Run(false, statements, End.OPEN);
    }
  }

  /**
   * Makes the stage: a temporary table that chunks are copied into by somebody who may.
   *
   * @param columns the columns of the load that it is for
   */
  record CreateStage(List<Step.LoadColumn> columns) implements Command {}

  /** Copies a chunk into the stage, in the place of the one before. */
  record FillStage(FileChunk chunk) implements Command {}

  /** Drops the stage. */
  record DropStage() implements Command {}

  /**
   * Keeps rows that are put aside.
   *
   * @param target the table that they are kept out of
   * @param rows as {@code datamove.rejected_row} has them
   */
  record KeepRejected(TargetName target, List<Map<String, Object>> rows) implements Command {}

  /**
   * Begins to move again what a move of the caller's has rejected, and keeps others from doing so.
   * Answered with the move: {@code schema} and {@code name} of its table, {@code options}, {@code
   * primary_key_columns}, {@code batch_size}.
   */
  record OpenRejected() implements Command {}

  /**
   * Gives some more of the rows.
   *
   * @param row the number of the last one before them; 0 for the first ones
   */
  record FetchRejected(long row) implements Command {}

  /**
   * Takes off the rejected rows those that a file has corrected, as far as they are the caller's
   * and of the same table.
   */
  record ReleaseRejected(TargetName target, List<CorrectedRow> rows) implements Command {}

  /** Removes the rows that have not been kept again. */
  record RemoveReloaded() implements Command {}

  /**
   * Tells the caller something.
   *
   * @param warning whether it is a warning, else a notice
   * @param message one line
   * @param detail whole lines, or null
   * @param activity what others may see of the session (application_name), or null
   */
  record Notice(boolean warning, String message, String detail, String activity)
      implements Command {}
}
