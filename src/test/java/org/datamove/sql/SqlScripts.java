package org.datamove.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The texts of the scripts and of the deployment descriptor, and the objects that they name. */
public final class SqlScripts {
  private static final Pattern CREATED =
      Pattern.compile(
          "CREATE (?:OR REPLACE )?(AGGREGATE|FUNCTION|TABLE|TYPE|VIEW)(?: IF NOT EXISTS)? datamove\\.(\\w+)");
  private static final Pattern COMMENTED =
      Pattern.compile("COMMENT ON (AGGREGATE|FUNCTION|TABLE|TYPE|VIEW) datamove\\.(\\w+)");

  private SqlScripts() {}

  /** All scripts, one behind the other. */
  public static String all() {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("sql"), "*.sql")) {
      for (Path file : files) {
        all.append(Files.readString(file)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  static String script(String name) {
    return read(Path.of("sql", name));
  }

  static String descriptor() {
    return read(Path.of("deploy-descriptor", "datamove.ddr"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a text creates, such as {@code FUNCTION move}. */
  static Set<String> created(String text) {
    return names(CREATED, text);
  }

  /** What a text describes with COMMENT. */
  static Set<String> commented(String text) {
    return names(COMMENTED, text);
  }

  /** Kind and name of each object that a pattern finds as its groups 1 and 2. */
  static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
