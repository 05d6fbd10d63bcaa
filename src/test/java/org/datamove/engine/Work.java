package org.datamove.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.json.Json;
import org.datamove.request.Described;
import org.datamove.request.Requests;

/** A session over a file in a directory of its own, driven as the SQL functions drive it. */
final class Work implements AutoCloseable {
  private static final int MOST_EVENTS = 300;

  final TextSession session;
  final List<String> states = new ArrayList<>();
  final List<String> chunks = new ArrayList<>();
  private final Path directory;

  /** What the host says of a value that it is asked for: null where it is taken. */
  interface Verdict {
    String refusal(String column, String value);
  }

  private final FakeDatabase database;

  private Work(Path directory, Map<String, Object> request, FakeDatabase database) {
    this.directory = directory;
    this.database = database;
    this.session = new TextSession(Json.write(request));
  }

  /** A move of {@code in.csv} with the given content. */
  static Work move(Path directory, String csv, String request, Described table) {
    return load(directory, csv, request, table, () -> {});
  }

  /** The same. */
  static Work load(Path directory, String csv, String request, Described table) {
    return load(directory, csv, request, table, () -> {});
  }

  /** The same, with something that happens between the plan and the load. */
  static Work load(
      Path directory, String csv, String request, Described table, Runnable meanwhile) {
    Map<String, Object> json = request(directory, csv, request, table);
    return new Work(directory, json, new FakeDatabase(json, meanwhile));
  }

  private static Map<String, Object> request(
      Path directory, String csv, String request, Described table) {
    Path file = directory.resolve("in.csv");
    try {
      if (csv != null) {
        Files.writeString(file, csv);
        Files.createDirectories(directory.resolve("chunks"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> json = Requests.json(request, table);
    json.put("csv_path", file.toString());
    Map<String, Object> sessionInfo = new LinkedHashMap<>(Json.map(json, "session"));
    sessionInfo.put("chunk_directory", directory.resolve("chunks").toString());
    sessionInfo.put("access", List.of(Map.of("role", "postgres", "all_files", true)));
    sessionInfo.put("move_id", "00000000-0000-4000-8000-000000000001");
    sessionInfo.put("search_path", "public");
    sessionInfo.put("lock_timeout", "0");
    json.put("session", sessionInfo);
    json.put("table_name", "t");
    return json;
  }

  /** The next event that the database does not answer by itself, after an answer or null. */
  Map<String, Object> next(String answer) {
    String told = database.reply(answer);
    for (int i = 0; i < MOST_EVENTS; i++) {
      TextSession.Turn turn = call(told);
      told = null;
      if (!turn.isPending()) {
        Map<String, Object> command = Json.object(turn.text());
        told = database.answer(command);
        if (told == null) {
          Map<String, Object> event = database.event(command);
          states.add((String) event.get("state"));
          return event;
        }
      }
    }
    throw new IllegalStateException("no event in " + MOST_EVENTS);
  }

  private TextSession.Turn call(String answer) {
    try {
      return session.next(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Answers everything until the work is done or has failed; gives the last event. */
  Map<String, Object> finish(Verdict verdict) {
    boolean owes = !states.isEmpty() && states.get(states.size() - 1).equals("chunk");
    String answer = owes ? "{\"loaded\": true}" : null;
    while (true) {
      Map<String, Object> event = next(answer);
      switch ((String) event.get("state")) {
        case "done", "failed" -> {
          return event;
        }
        case "judge" -> answer = judge(Json.map(event, "values"), verdict);
        case "count" -> answer = "{\"count\": 7}";
        case "reject" -> answer = "{\"stored\": true}";
        case "chunk" -> {
          chunks.add(content(event));
          answer = "{\"loaded\": true}";
        }
        default -> throw new IllegalStateException(event.toString());
      }
    }
  }

  private static String content(Map<String, Object> chunk) {
    if (chunk.get("path") == null) {
      return Json.write(chunk.get("batch"));
    }
    try {
      return Files.readString(Path.of(Json.text(chunk, "path")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String judge(Map<String, Object> values, Verdict verdict) {
    Map<String, Object> verdicts = new LinkedHashMap<>();
    for (String column : values.keySet()) {
      List<Map<String, Object>> refused = new ArrayList<>();
      List<String> asked = Json.list(values, column);
      for (int i = 0; i < asked.size(); i++) {
        String message = verdict.refusal(column, asked.get(i));
        if (message != null) {
          refused.add(Map.of("index", i, "sqlstate", "22P02", "message", message, "detail", ""));
        }
      }
      verdicts.put(column, refused);
    }
    return Json.write(Map.of("verdicts", verdicts));
  }

  /** What is left in the chunk directory. */
  List<String> leftFiles() {
    try (Stream<Path> files = Files.walk(directory.resolve("chunks"))) {
      return files.skip(1).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The worker threads that are alive. */
  static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("datamove (worker|reader)"))
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }
}
