package org.datamove.execute;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.datamove.json.Json;
import org.datamove.plan.Plan;
import org.datamove.request.Described;
import org.datamove.request.Request;
import org.datamove.request.Requests;

/** Executions of plans with a scripted host. */
final class Running {
  final ScriptedHost host = new ScriptedHost();
  final Database database = new Database(host);
  final AtomicLong clock = new AtomicLong();
  private final ScriptedFeed feed;
  private final Request request;

  /** Executions that load a file. */
  Running(ScriptedFeed feed) {
    this(feed, Described.table("t").column("a", "text"));
  }

  Running(ScriptedFeed feed, Described table) {
    this.feed = feed.knownTo(host);
    this.request = Requests.of("{}", table);
  }

  static ProgressNotices silent() {
    return new ProgressNotices(
        new Progress(() -> 0), "/in.csv", Map.of("progress", "off"), () -> 0);
  }

  Execution execution(Plan plan) {
    Map<String, Object> json = Json.object("{\"table_name\": \"t\", \"options\": {}}");
    LockSettings settings = new LockSettings("0", "0", 1000);
    Target target = new Target(database, new Locks(database, settings, clock::get), json);
    Caller caller = new Caller("m", "public");
    return new Execution(database, feed, request, plan, target, caller, silent());
  }

  /** Carries a plan out that takes no lock; the engine and the host agree about blocks. */
  Execution.Executed run(Plan plan) throws IOException, InterruptedException {
    Execution.Executed done;
    try {
      done = execution(plan).run();
    } catch (RuntimeException | IOException | InterruptedException e) {
      check();
      throw e;
    }
    check();
    return done;
  }

  private void check() {
    if (database.depth() != host.open() && !host.isOver()) {
      throw new AssertionError(
          database.depth() + " blocks, but " + host.open() + " are open:\n" + host.script());
    }
    if (!feed.isClosed()) {
      throw new AssertionError("the file stays open:\n" + host.script());
    }
  }
}
