package org.datamove.execute;

import java.util.List;
import org.datamove.error.Failure;

/** The database refuses a command; the innermost block has been undone. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final transient List<Statement> statements;

  RefusedException(Refusal refusal, List<Statement> statements) {
    super(refusal.message());
    this.refusal = refusal;
    this.statements = statements;
  }

  /** The error's fields. */
  public Refusal refusal() {
    return refusal;
  }

  /** The row of a chunk that COPY refused, counted from 1; 0 where that is not said. */
  int copiedRow() {
    return new ErrorContext(refusal.context(), refusal.hostContext(), statements).copiedRow();
  }

  /** What a client is shown. */
  public Failure failure() {
    return failure(null);
  }

  /** The same with the line of the file where the row stands, in words. */
  Failure failure(String line) {
    return refusal.failure(line, statements);
  }
}
