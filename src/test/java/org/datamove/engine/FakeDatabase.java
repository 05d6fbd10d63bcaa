package org.datamove.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.execute.Question;
import org.datamove.json.Json;

/**
 * Answers what a move does to the database with the target that a request describes; what a test
 * decides about (values, counts, chunks, rows put aside, the end) becomes an event for it.
 */
final class FakeDatabase {
  private static final Pattern COPY = Pattern.compile("COPY .* FROM '([^']*)' .*");
  private static final int COPY_HEADER = 19;

  private final Map<String, Object> target;
  private final Runnable beforeLoad;
  private long rows;

  /** Takes out of a request what the database knows. */
  FakeDatabase(Map<String, Object> request, Runnable beforeLoad) {
    this.beforeLoad = beforeLoad;
    this.target = new LinkedHashMap<>();
    for (String member : List.of("target", "table", "types", "denied")) {
      target.put(member, request.remove(member));
    }
    Map<String, Object> name = new LinkedHashMap<>(Json.map(target, "target"));
    name.put("quoted", name.get("schema") + "." + name.get("name"));
    target.put("target", name);
    target.put("display", name.get("name"));
  }

  /** The answer that a test gives to its event, in the form of an answer to a command. */
  String reply(String answer) {
    if (answer == null) {
      return null;
    }
    Map<String, Object> given = Json.object(answer);
    Object value =
        given.containsKey("loaded")
            ? (Object) rows
            : given.containsKey("verdicts") ? given.get("verdicts") : given;
    boolean stored = given.containsKey("stored");
    return stored ? "{}" : Json.write(Collections.singletonMap("values", List.of(value)));
  }

  /** The answer to a command; null where the test has to give it. */
  String answer(Map<String, Object> command) {
    if ("notice".equals(command.get("do"))) {
      return "{}";
    }
    if (!"run".equals(command.get("do"))) {
      return null;
    }
    boolean tried = "undo".equals(command.get("end"));
    List<Object> values = new ArrayList<>();
    for (Map<String, Object> statement : Json.<Map<String, Object>>list(command, "statements")) {
      Object value = value(statement, tried);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return Json.write(Map.of("values", values));
  }

  private Object value(Map<String, Object> statement, boolean tried) {
    String sql = Json.text(statement, "sql");
    if (sql.equals(Question.FIND_TARGET.sql())) {
      return Map.of("lock_timeout", 30_000, "lock_timeout_text", "00:00:30");
    }
    if (sql.equals(Question.DESCRIBE_TARGET.sql())) {
      return target;
    }
    if (sql.equals(Question.DESCRIBE_AGAIN.sql())) {
      beforeLoad.run();
      return target.get("table");
    }
    if (sql.equals(Question.FIND_PROBES.sql())) {
      return Map.of("probes", List.of());
    }
    boolean forTest =
        statement.get("argument") != null
            || statement.get("rows") != null
            || sql.startsWith("COPY");
    return forTest && !tried ? null : (Object) 0;
  }

  /** The event that a command is for a test; its {@code state} says which. */
  Map<String, Object> event(Map<String, Object> command) {
    Map<String, Object> event = new LinkedHashMap<>(command);
    if (!"run".equals(command.get("do"))) {
      event.put("state", command.get("do").equals("keep_rejected") ? "reject" : command.get("do"));
      return event;
    }
    Map<String, Object> statement = Json.<Map<String, Object>>list(command, "statements").get(0);
    String sql = Json.text(statement, "sql");
    event.putAll(Json.map(statement, "argument"));
    if (sql.equals(Question.JUDGE.sql())) {
      event.put("state", "judge");
    } else if (sql.equals(Question.COUNT.sql())) {
      event.put("state", "count");
    } else {
      event.put("state", "chunk");
      take(event, statement, sql);
    }
    return event;
  }

  private void take(Map<String, Object> event, Map<String, Object> statement, String sql) {
    Matcher copy = COPY.matcher(sql);
    if (copy.matches()) {
      event.put("path", copy.group(1));
      rows = rowsIn(Path.of(copy.group(1)), sql.contains("binary"));
    } else {
      event.put("batch", statement.get("rows"));
      rows = Json.list(statement, "rows").size();
    }
  }

  private static long rowsIn(Path file, boolean binary) {
    try {
      if (!binary) {
        return Files.readString(file).lines().count();
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).position(COPY_HEADER);
      long rows = 0;
      for (int fields = bytes.getShort(); fields >= 0; fields = bytes.getShort()) {
        rows++;
        for (int i = 0; i < fields; i++) {
          int length = bytes.getInt();
          bytes.position(bytes.position() + Math.max(length, 0));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
