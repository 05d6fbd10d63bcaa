package org.datamove.execute;

import java.util.ArrayList;
import java.util.List;
import org.datamove.execute.Command.End;
import org.datamove.execute.Command.Run;

/** Statements whose answers decide nothing, gathered to be sent together. */
final class Script {
  private final Database database;
  private final List<Statement> waiting = new ArrayList<>();
  private boolean begins = true;

  /** A script that begins a block of its own. */
  Script(Database database) {
    this.database = database;
  }

  void add(String sql) {
    waiting.add(new Statement.Sql(sql));
  }

  /** Sends what waits. */
  void flush() throws InterruptedException {
    if (begins || !waiting.isEmpty()) {
      send(End.OPEN);
    }
  }

  /** Sends what waits, and ends the block with what was done in it. */
  void keep() throws InterruptedException {
    send(End.KEEP);
  }

  private void send(End end) throws InterruptedException {
    Run run = new Run(begins, List.copyOf(waiting), end);
    waiting.clear();
    begins = false;
    database.run(run);
  }
}
