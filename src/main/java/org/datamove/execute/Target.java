package org.datamove.execute;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.datamove.error.ErrorCode;
import org.datamove.json.Json;

/** The table that a move is about: found, locked and described. */
final class Target {
  /** What others may change meanwhile: it does not change what the move does. */
  private static final String[] PASSING = {"estimated_rows", "bytes", "dependents"};

  private final Database database;
  private final Locks locks;
  private final Map<String, Object> request;
  private Map<String, Object> described;
  private LockLimit limit;

  /** The target of a request, which has {@code table_name}. */
  Target(Database database, Locks locks, Map<String, Object> request) {
    this.database = database;
    this.locks = locks;
    this.request = request;
  }

  /**
   * Describes the target; keeps others from changing its definition from then on where it is to be
   * changed.
   *
   * @return the members that the request lacks
   */
  Map<String, Object> describe(boolean changes) throws InterruptedException {
    Map<String, Object> found = changes ? find() : Map.of();
    lock(found);
    read();
    Object locked = found.get("oid");
    // Its name may have gone to another table while the lock was awaited.
    if (locked != null && !Objects.equals(locked, Json.map(described, "table").get("oid"))) {
      lock(find());
      read();
    }
    return described;
  }

  private Map<String, Object> find() throws InterruptedException {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("table_name", request.get("table_name"));
    asked.put("lock_timeout", Json.map(request, "options").get("lock_timeout"));
    Map<String, Object> found = ask(Question.FIND_TARGET, asked);
    limit =
        new LockLimit(Json.number(found, "lock_timeout", 0), Json.text(found, "lock_timeout_text"));
    return found;
  }

  /** What cannot be loaded is not locked: the plan says what is wrong with it. */
  private void lock(Map<String, Object> found) throws InterruptedException {
    if (Json.flag(found, "lockable")) {
      locks.take(Json.text(found, "display"), "SHARE UPDATE EXCLUSIVE", limit);
    }
  }

  private void read() throws InterruptedException {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("table_name", request.get("table_name"));
    asked.put("types", Json.map(request, "options").get("types"));
    described = ask(Question.DESCRIBE_TARGET, asked);
  }

  private Map<String, Object> ask(Question question, Map<String, Object> asked)
      throws InterruptedException {
    return database.ask(new Statement.Ask(question, asked));
  }

  /** Takes the lock that the plan needs, and sees that the table is still what was planned for. */
  void lockForChange(String mode) throws InterruptedException {
    if (mode == null) {
      return;
    }
    if (limit == null) {
      find();
    }
    String display = Json.text(described, "display");
    locks.take(display, mode, limit);
    Map<String, Object> before = Json.map(described, "table");
    Map<String, Object> now =
        ask(Question.DESCRIBE_AGAIN, Map.of("oid", String.valueOf(before.get("oid"))));
    if (!lasting(now).equals(lasting(before))) {
      throw new MoveFailedException(
          ErrorCode.CHANGED_MEANWHILE,
          "table \"" + display + "\" changed while the move was being planned",
          null,
          "Run the move again.");
    }
  }

  private static Map<String, Object> lasting(Map<String, Object> table) {
    Map<String, Object> lasting = new LinkedHashMap<>(table == null ? Map.of() : table);
    for (String member : PASSING) {
      lasting.remove(member);
    }
    return lasting;
  }
}
