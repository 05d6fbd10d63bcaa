package org.datamove.it;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;

/**
 * A behaviour case: a directory with {@code request.json} (a step or a list of steps), {@code
 * expected.txt}, input files, and perhaps {@code table.sql}, which prepares the schema {@code t},
 * and {@code requires.txt}: an extension that the server must offer, which the case then finds in
 * the schema {@code "the extensions"}, off the search path; {@code since.txt}: the first major
 * version of PostgreSQL that can do what it does; or {@code server_only.txt}: why the case cannot
 * do without what is installed in the server.
 */
record Case(String name, Path directory) {

  /** Every case, in the order of their names. */
  static List<Case> all() {
    Path root = Project.testResources().resolve("cases");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith("request.json"))
          .map(Path::getParent)
          .map(directory -> new Case(root.relativize(directory).toString(), directory))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The cases that {@code -Ddatamove.case} finds by a part of their names, a regular expression.
   */
  static Stream<Case> chosen() {
    Pattern wanted = Pattern.compile(System.getProperty("datamove.case", ""));
    return all().stream().filter(one -> wanted.matcher(one.name()).find());
  }

  List<Step> steps() {
    try {
      Object json = JsonParser.any().from(read("request.json"));
      List<?> steps = json instanceof JsonArray array ? array : List.of(json);
      return steps.stream().map(step -> Step.of((JsonObject) step)).toList();
    } catch (JsonParserException | ClassCastException | IllegalArgumentException e) {
      throw new IllegalStateException(name + "/request.json: " + e.getMessage(), e);
    }
  }

  /** SQL that prepares the case; empty when there is nothing to prepare. */
  String tableSql() {
    return Files.exists(directory.resolve("table.sql")) ? read("table.sql") : "";
  }

  /** The extension that the case needs; null for none. */
  String requires() {
    return optional("requires.txt");
  }

  /** What a server lacks of that which the case needs; null where it has everything. */
  String missing(Connection session) throws SQLException {
    if (requires() != null && !Jdbc.hasExtension(session, requires())) {
      return requires();
    }
    String since = optional("since.txt");
    boolean tooOld =
        since != null && session.getMetaData().getDatabaseMajorVersion() < Integer.parseInt(since);
    return tooOld ? "PostgreSQL " + since : null;
  }

  /** Why only what is installed in the server can do what the case does; null where others can. */
  String serverOnly() {
    return optional("server_only.txt");
  }

  private String optional(String file) {
    return Files.exists(directory.resolve(file)) ? read(file).strip() : null;
  }

  Path expected() {
    return directory.resolve("expected.txt");
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
