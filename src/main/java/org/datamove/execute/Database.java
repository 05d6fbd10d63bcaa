package org.datamove.execute;

import java.util.List;
import java.util.Map;
import org.datamove.error.Failure;
import org.datamove.execute.Command.End;
import org.datamove.execute.Command.Run;

/** The caller's session as a move sees it: scripts of statements, and blocks that nest. */
public final class Database {
  private final Dialogue dialogue;
  private Failure end;
  private int depth;

  /** A session without an open block. */
  public Database(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /** How many blocks are open. */
  int depth() {
    return depth;
  }

  /**
   * Runs a script.
   *
   * @return for each statement the number of its rows, or a query's value
   * @throws RefusedException where one fails; the innermost block, be it the script's own or the
   *     one around it, has been undone then
   */
  List<Object> run(Run script) throws InterruptedException {
    depth += script.begins() ? 1 : 0;
    Answer answer = ask(script, script.statements());
    depth -= script.end() == End.OPEN ? 0 : 1;
    return answer.values();
  }

  private Answer ask(Command command, List<Statement> statements) throws InterruptedException {
    if (end != null) {
      throw new MoveEndedException(end);
    }
    Answer answer = dialogue.ask(command);
    if (answer.isLast()) {
      end = answer.refusal().failure(null, statements);
      throw new MoveEndedException(end);
    }
    if (answer.refusal() != null) {
      depth--;
      throw new RefusedException(answer.refusal(), statements);
    }
    return answer;
  }

  /** Has something else done than running statements. */
  public void tell(Command command) throws InterruptedException {
    ask(command, List.of());
  }

  /** Has something fetched that is no statement's, a JSON object. */
  @SuppressWarnings("unchecked") // all answers are objects
  public Map<String, Object> fetch(Command command) throws InterruptedException {
    return (Map<String, Object>) ask(command, List.of()).values().get(0);
  }

  /** The answer to a question, a JSON object. */
  @SuppressWarnings("unchecked") // all answers are objects
  public Map<String, Object> ask(Statement.Ask question) throws InterruptedException {
    return (Map<String, Object>) run(Run.of(List.of(question))).get(0);
  }

  /** Begins a block. */
  void begin() throws InterruptedException {
    run(new Run(true, List.of(), End.OPEN));
  }

  /** Ends the innermost block, with what was done in it. */
  void keep() throws InterruptedException {
    run(new Run(false, List.of(), End.KEEP));
  }

  /** Undoes blocks from the innermost on until only so many are open. */
  public void undoTo(int wanted) throws InterruptedException {
    while (depth > wanted) {
      run(new Run(false, List.of(), End.UNDO));
    }
  }

  /** Whether statements would go through, in a block that is undone in any case. */
  boolean accepts(List<Statement> statements) throws InterruptedException {
    return refusalOf(statements) == null;
  }

  /** Why statements do not go through, or null; they are undone in any case. */
  Refusal refusalOf(List<Statement> statements) throws InterruptedException {
    try {
      run(Run.tried(statements));
      return null;
    } catch (RefusedException e) {
      return e.refusal();
    }
  }
}
