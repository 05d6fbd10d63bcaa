package org.datamove.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.datamove.testing.Jdbc;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * A session of psql without psql: runs a script, goes on after errors, and shows what psql would
 * show with {@code --quiet} and {@code SHOW_CONTEXT} set to {@code never}.
 *
 * <p>It knows what the scripts of {@code examples/} need. Blocks stand between empty lines; a block
 * holds comments, {@code \set} commands and at most one statement. Of variables it knows the form
 * {@code :'name'}, and {@code :name} as a word of {@code \set}.
 */
public final class Console {

  private static final Pattern VARIABLE = Pattern.compile("(?<![:\\w]):'(\\w+)'");

  /** What is shown besides the answers. */
  public enum Echo {
    /** Every line that is not empty, as it is written ({@code psql --echo-all}). */
    LINES,
    /** Statements as they are sent, with the comments before them ({@code --echo-queries}). */
    STATEMENTS
  }

  private final Connection connection;
  private final Map<String, String> variables;
  private final Echo echo;
  private final Appendable out;
  private final List<String> errors = new ArrayList<>();

  /**
   * A session.
   *
   * @param variables what {@code psql --set} gives
   * @param out takes the session's text, line by line
   */
  public Console(Connection connection, Map<String, String> variables, Echo echo, Appendable out) {
    this.connection = connection;
    this.variables = new HashMap<>(variables);
    this.echo = echo;
    this.out = out;
  }

  /**
   * Runs a script to its end.
   *
   * @return the SQLSTATEs of the errors that were shown
   * @throws SQLException when the session is lost
   */
  public List<String> run(Path script) throws IOException, SQLException {
    List<String> block = new ArrayList<>();
    for (String line : Files.readAllLines(script)) {
      if (!line.isBlank()) {
        block.add(line);
        continue;
      }
      run(block);
      block.clear();
    }
    run(block);
    return List.copyOf(errors);
  }

  private void run(List<String> block) throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    for (String line : block) {
      if (echo == Echo.LINES) {
        show(line);
      }
      if (line.startsWith("\\")) {
        command(line);
      } else {
        lines.add(line);
      }
    }
    if (lines.stream().allMatch(line -> line.startsWith("--"))) {
      return;
    }
    String text = expand(String.join("\n", lines));
    if (echo == Echo.STATEMENTS) {
      show(text + "\n");
    }
    execute(text);
  }

  private void command(String line) {
    String[] words = line.split("\\s+", -1);
    if (!words[0].equals("\\set") || words.length < 3) {
      throw new IllegalStateException("unknown command: " + line);
    }
    variables.put(
        words[1],
        List.of(words).subList(2, words.length).stream()
            .map(word -> word.startsWith(":") ? variables.get(word.substring(1)) : word)
            .collect(Collectors.joining()));
  }

  private String expand(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = variables.get(match.group(1));
              return Matcher.quoteReplacement(value == null ? match.group() : Jdbc.literal(value));
            });
  }

  private void execute(String text) throws IOException, SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try {
        boolean rows = statement.execute(text);
        notices(statement.getWarnings());
        if (rows) {
          out.append(AlignedTable.of(statement.getResultSet()));
        }
      } catch (PSQLException e) {
        notices(statement.getWarnings());
        ServerErrorMessage error = e.getServerErrorMessage();
        if (error == null) {
          throw e;
        }
        errors.add(error.getSQLState());
        message(error);
      }
    }
  }

  private void notices(SQLWarning first) throws IOException {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      if (warning instanceof PSQLWarning notice) {
        message(notice.getServerErrorMessage());
      }
    }
  }

  private void message(ServerErrorMessage message) throws IOException {
    show(message.getSeverity() + ":  " + message.getMessage());
    if (message.getDetail() != null) {
      show("DETAIL:  " + message.getDetail());
    }
    if (message.getHint() != null) {
      show("HINT:  " + message.getHint());
    }
    if (echo == Echo.STATEMENTS) {
      show("");
    }
  }

  private void show(String line) throws IOException {
    out.append(line).append('\n');
  }
}
