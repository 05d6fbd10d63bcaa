package org.datamove.host.program;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.datamove.engine.TextSession;
import org.datamove.json.Json;

/**
 * Moves a small file of its own to nowhere. A class-data archive that Java writes at the end
 * ({@code -XX:ArchiveClassesAtExit}) then has the classes that a move needs, and a process that
 * gets the archive starts in half the time.
 */
final class Exercise {
  private static final String OWN_CLASSES = "org/datamove/";

  private static final String CSV =
      """
      id,name,amount,day,at,paid,note
      1,one,1.50,2026-01-01,2026-01-01 12:00:00,true,
      2,"two, or more",2.25,2026-01-02,2026-01-02 12:00:00,false,"a ""note"", and more"
      """;

  private static final int ROWS = 2;

  private static final Map<String, Object> TARGET =
      Map.of("target", Map.of("schema", "public", "name", "exercise", "quoted", "public.exercise"));

  private Exercise() {}

  static void run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("exercise-datamove-");
    Path file = directory.resolve("in.csv");
    try {
      Files.writeString(file, CSV);
      converse(request(file, directory));
      loadOwnClasses();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }

  private static Map<String, Object> request(Path file, Path directory) {
    Map<String, Object> everything = Map.of("role", "", "all_files", true);
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("task", "move");
    request.put("csv_path", file.toString());
    request.put("table_name", "exercise");
    request.put("primary_key_columns", List.of("id"));
    request.put(
        "session",
        Map.of(
            "may_copy_files",
            true,
            "may_create_temporary",
            true,
            "utf8",
            true,
            "chunk_directory",
            directory.toString(),
            "access",
            List.of(everything)));
    return request;
  }

  private static void converse(Map<String, Object> request)
      throws IOException, InterruptedException {
    try (TextSession session = new TextSession(Json.write(request))) {
      TextSession.Turn turn = session.next(null);
      while (!turn.isLast()) {
        turn = session.next(turn.isPending() ? null : answer(Json.object(turn.text())));
      }
      if (!"done".equals(Json.object(turn.text()).get("do"))) {
        throw new IllegalStateException(turn.text());
      }
    }
  }

  /** As a database would answer that has no such table. */
  private static String answer(Map<String, Object> command) {
    List<Object> values = new ArrayList<>();
    for (Map<String, Object> statement : Json.<Map<String, Object>>list(command, "statements")) {
      values.add(statement.get("argument") == null ? ROWS : TARGET);
    }
    return Json.write(Map.of("values", values));
  }

  /** Those that this move did not need: other moves may. */
  private static void loadOwnClasses() throws IOException {
    Path place;
    try {
      place = Path.of(Exercise.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    if (!Files.isRegularFile(place)) {
      return; // not out of a jar, so there is no archive either
    }
    try (JarFile jar = new JarFile(place.toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.startsWith(OWN_CLASSES) && name.endsWith(".class") && !name.contains("-info")) {
          load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Exercise.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // it stays out of the archive
    }
  }
}
