package org.datamove.execute;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.datamove.error.Failure;
import org.datamove.json.Json;
import org.datamove.plan.Plan;
import org.datamove.request.Described;
import org.datamove.request.Request;
import org.datamove.request.Requests;
import org.datamove.result.Planned;

/** Whole moves with a scripted host and plans that a test gives. */
final class Moving {
  static final String LOCK = "LOCK TABLE public.t IN SHARE UPDATE EXCLUSIVE MODE";

  final ScriptedHost host = new ScriptedHost();
  final Database database = new Database(host);
  final List<Request> planned = new ArrayList<>();
  private final ScriptedFeed feed;
  private final Map<String, Object> json;
  private final AtomicLong clock = new AtomicLong();
  private Planner planner;

  /**
   * A move.
   *
   * @param more members of the request; quotes may be single
   */
  Moving(ScriptedFeed feed, String more) {
    this.feed = feed.knownTo(host);
    Described table =
        Described.table("t").column("a", "text").column("b", "text").unique("t_key", "a");
    this.json = new LinkedHashMap<>(Requests.json(more, table));
    Map<String, Object> session = new LinkedHashMap<>(Json.map(json, "session"));
    session.putAll(Map.of("move_id", "m", "search_path", "public", "lock_timeout", "0"));
    json.put("session", session);
    json.put("table_name", "t");
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("table", json.remove("table"));
    described.put("target", Map.of("schema", "s", "name", "t", "quoted", "s.t"));
    json.remove("target");
    described.put("display", "public.t");
    host.answer(
        "find_target",
        Map.of(
            "oid",
            16384,
            "display",
            "public.t",
            "lockable",
            true,
            "lock_timeout",
            3000,
            "lock_timeout_text",
            "00:00:03"));
    host.answer("describe_target", described);
    host.answer("describe_again", described.get("table"));
  }

  /** What planning tells, each time. */
  Moving plans(Plan plan) {
    planner = request -> planned(plan, null);
    return this;
  }

  /** What planning does. */
  Moving plansBy(Planner own) {
    planner = own;
    return this;
  }

  static Planned planned(Plan plan, Failure failure) {
    return planned(plan, failure, UnaryOperator.identity());
  }

  static Planned planned(Plan plan, Failure failure, UnaryOperator<Planned> change) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("operation", "existing_schema");
    target.put("compatible", plan != null);
    target.put("constraint_violations", List.of());
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("move_id", null);
    report.put("target", target);
    report.put("findings", List.of());
    return change.apply(new Planned(plan, failure, 3, 1, List.of(), null, report));
  }

  /** Moves; engine and host agree about blocks, and a move that ends well leaves none open. */
  Map<String, Object> move() throws IOException, InterruptedException {
    Mover mover =
        new Mover(
            database,
            request -> {
              planned.add(request);
              return planner.plan(request);
            },
            (request, made) -> feed,
            json,
            Running.silent(),
            clock::get);
    host.whenAsked(() -> clock.addAndGet(1_000_000_000));
    Map<String, Object> result;
    try {
      result = mover.move();
    } catch (RuntimeException | IOException | InterruptedException e) {
      check(database.depth());
      throw e;
    }
    check(0);
    return result;
  }

  private void check(int open) {
    if (host.open() != open && !host.isOver()) {
      throw new AssertionError(host.open() + " blocks are open:\n" + host.script());
    }
    if (!feed.isClosed()) {
      throw new AssertionError("the file stays open:\n" + host.script());
    }
  }
}
