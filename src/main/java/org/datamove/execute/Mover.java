package org.datamove.execute;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.datamove.error.DatamoveException;
import org.datamove.error.Failure;
import org.datamove.json.Json;
import org.datamove.request.Request;
import org.datamove.result.Planned;

/**
 * A move from its first look at the catalog to its result: describes the target, has the plan made,
 * takes the lock, carries the plan out and tells what was done.
 */
public final class Mover {
  private final Database database;
  private final Planner planner;
  private final Feeds feeds;
  private final Map<String, Object> json;
  private final ProgressNotices notices;
  private final LongSupplier clock;
  private final Caller caller;

  /** Makes what reads a request's file for its load. */
  public interface Feeds {
    /** What reads the file. */
    Feed.Opener of(Request request, Planned planned);
  }

  /**
   * A move.
   *
   * @param json the request without what a host knows of the target, with {@code table_name}
   * @param clock nanoseconds from any start
   */
  public Mover(
      Database database,
      Planner planner,
      Feeds feeds,
      Map<String, Object> json,
      ProgressNotices notices,
      LongSupplier clock) {
    this.database = database;
    this.planner = planner;
    this.feeds = feeds;
    this.json = json;
    this.notices = notices;
    this.clock = clock;
    this.caller = Caller.fromJson(Json.map(json, "session"));
  }

  /**
   * Moves.
   *
   * @return the columns of {@code datamove.move_result}, but for the time that it took
   * @throws org.datamove.error.DatamoveException where the move fails; nothing has been changed
   * @throws RefusedException where the database refuses it
   * @throws RowRefusedException where the database refuses a row
   */
  public Map<String, Object> move() throws IOException, InterruptedException {
    boolean dryRun = Json.flag(json, "dry_run");
    boolean rehearses = dryRun && Json.flag(Json.map(json, "options"), "rehearse");
    Locks locks = new Locks(database, LockSettings.fromJson(Json.map(json, "session")), clock);
    Target target = new Target(database, locks, json);
    Map<String, Object> complete = new LinkedHashMap<>(json);
    complete.putAll(target.describe(!dryRun));
    Request request = Request.fromJson(complete);
    notices.target(request.target());
    Planned planned = planner.plan(request);
    MoveResult result =
        new MoveResult(
            request,
            planned,
            Json.text(Json.map(complete, "target"), "quoted"),
            request.reload() == null ? caller.moveId() : request.reload().moveId());
    if (dryRun) {
      if (rehearses && planned.plan() != null) {
        new Rehearsal(database, execution(request, planned, target)).run(result);
      }
      return result.toJson();
    }
    execute(request, planned, target, result);
    tell(result);
    return result.toJson();
  }

  private Execution execution(Request request, Planned planned, Target target) {
    return new Execution(
        database, feeds.of(request, planned), request, planned.plan(), target, caller, notices);
  }

  private void execute(Request request, Planned planned, Target target, MoveResult result)
      throws IOException, InterruptedException {
    try {
      result.executed(execution(request, planned, target).run());
    } catch (RuntimeException e) {
      database.undoTo(0);
      explain(request, e);
      throw e;
    }
  }

  /** What a row was refused for, other rows may be refused for too. */
  private void explain(Request request, RuntimeException e) throws InterruptedException {
    Refusal refusal =
        e instanceof RowRefusedException row
            ? row.refused().refusal()
            : e instanceof RefusedException other ? other.refusal() : null;
    if (refusal == null || !refusal.is("23", "22", "21000", "P0001")) {
      return;
    }
    Failure found = failureOf(request.asDryRun());
    if (found != null) {
      throw new MoveFailedException(found);
    }
  }

  /** In a block: outside of one an error of a question would take the place of the first. */
  private Failure failureOf(Request dryRun) throws InterruptedException {
    Failure failure;
    database.begin();
    try {
      failure = planner.plan(dryRun).failure();
    } catch (RefusedException | DatamoveException | IOException e) {
      failure = null; // the database's own error says enough
    }
    database.undoTo(0);
    return failure;
  }

  private void tell(MoveResult result) throws InterruptedException {
    for (Command.Notice notice : result.notices()) {
      database.tell(notice);
    }
  }
}
