package org.datamove.it;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.datamove.testing.Jdbc;

/**
 * One step of a case: a call of one of datamove's functions, or plain SQL.
 *
 * @param function {@code move}, {@code validate}, {@code inspect} or {@code describe}; null for SQL
 * @param args the call's named arguments, as JSON values
 * @param sql statements to run instead of a call
 * @param role the role that runs the step; null for the superuser
 * @param query what is read afterwards, as the superuser; null for the default
 */
record Step(String function, Map<String, Object> args, String sql, String role, String query) {

  private static final Set<String> FUNCTIONS = Set.of("move", "validate", "inspect", "describe");
  private static final Set<String> KEYS = Set.of("function", "args", "sql", "role", "query");

  private static final Set<String> TAKEN_BY_VALIDATE =
      Set.of("csv_path", "table_name", "move_type", "primary_key_columns", "options");

  static Step of(JsonObject json) {
    if (!KEYS.containsAll(json.keySet())) {
      throw new IllegalArgumentException("a step has the keys " + KEYS + ", not " + json.keySet());
    }
    String function = json.getString("function");
    if (function == null ? !json.isString("sql") : !FUNCTIONS.contains(function)) {
      throw new IllegalArgumentException("a step needs sql, or a function of " + FUNCTIONS);
    }
    JsonObject args = json.getObject("args", new JsonObject());
    return new Step(
        function,
        new TreeMap<>(args),
        json.getString("sql"),
        json.getString("role"),
        json.getString("query"));
  }

  /**
   * The call as SQL, one JSON text per result row; times are omitted from a move's result. A second
   * column has the whole report of a move, NULL for other functions.
   */
  String call(String caseDirectory) {
    String list =
        args.entrySet().stream()
            .map(arg -> arg.getKey() + " => " + value(arg.getValue(), caseDirectory))
            .collect(Collectors.joining(", "));
    String columns = "jsonb_pretty(to_jsonb(r)), NULL";
    if (function.equals("move")) {
      columns = "jsonb_pretty(to_jsonb(r) - 'execution_time' #- '{report,metrics}'), r.report";
    }
    return "SELECT %s FROM datamove.%s(%s) AS r".formatted(columns, function, list);
  }

  /** Whether it is a move that is to change something. */
  boolean isMove() {
    return "move".equals(function) && !Boolean.TRUE.equals(args.get("dry_run"));
  }

  /** Whether it changes something and undoes it. */
  boolean rehearses() {
    return args.get("options") instanceof JsonObject options
        && Boolean.TRUE.equals(options.get("rehearse"));
  }

  /** The same move, only foretold. */
  Step foretelling() {
    Map<String, Object> dry = new TreeMap<>(args);
    dry.put("dry_run", true);
    if (args.get("options") instanceof JsonObject given) {
      JsonObject options = new JsonObject(given);
      options.remove("rehearse");
      dry.put("options", options);
    }
    return new Step(function, dry, sql, role, query);
  }

  /** The same move, carried out and undone. */
  Step rehearsal() {
    Map<String, Object> rehearsed = new TreeMap<>(args);
    rehearsed.put("dry_run", true);
    JsonObject options = new JsonObject();
    if (args.get("options") instanceof JsonObject given) {
      options.putAll(given);
    }
    options.put("rehearse", true);
    rehearsed.put("options", options);
    return new Step(function, rehearsed, sql, role, query);
  }

  /** Whether it is about a file and a table. */
  boolean takesTable() {
    return function != null && args.containsKey("csv_path") && args.containsKey("table_name");
  }

  /** The same move, or the move that a validation is of, without change or rehearsal. */
  Step dryRun() {
    Step move = following(new JsonObject());
    move.args().put("dry_run", true);
    return move;
  }

  /** What validate says of the same move. */
  Step validation() {
    Step call = following(new JsonObject());
    call.args().keySet().retainAll(TAKEN_BY_VALIDATE);
    return new Step("validate", call.args(), null, role, query);
  }

  /**
   * The move itself, or the same inspection, with other arguments instead of or besides its own;
   * the members of {@code options} are merged as {@code ||} does with jsonb.
   */
  Step following(JsonObject arguments) {
    Map<String, Object> changed = new TreeMap<>(args);
    changed.putAll(arguments);
    JsonObject options = new JsonObject();
    for (Object part : new Object[] {args.get("options"), arguments.get("options")}) {
      if (part instanceof JsonObject members) {
        options.putAll(members);
      }
    }
    options.remove("rehearse");
    changed.put("options", options);
    changed.remove("dry_run");
    return new Step(takesTable() ? "move" : function, changed, null, role, query);
  }

  /** The table that a move is asked to fill, as an SQL name; null for other steps. */
  String target() {
    return "move".equals(function) ? (String) args.get("table_name") : null;
  }

  private static String value(Object value, String caseDirectory) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof JsonArray array) {
      return array.stream()
          .map(element -> value(element, caseDirectory))
          .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }
    String text = value instanceof JsonObject json ? JsonWriter.string(json) : value.toString();
    return value instanceof Boolean || value instanceof Number
        ? text
        : Jdbc.literal(text.replace("$CASE", caseDirectory));
  }
}
