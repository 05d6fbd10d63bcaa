package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a script that is written for psql over a session, where there is no psql. It knows what an
 * installation script needs: {@code \set}, {@code \ir}, {@code \if :{?name}}, {@code \else}, {@code
 * \endif}, {@code \echo} and variables; any other command is an error.
 */
final class PsqlScript {

  private static final Pattern VARIABLE = Pattern.compile(":(['\"]?)([A-Za-z_][A-Za-z0-9_]*)\\1");

  private final Connection connection;
  private final Map<String, String> variables;

  /** Whether each open {@code \if} has chosen the branch that is being read. */
  private final Deque<Boolean> branches = new ArrayDeque<>();

  PsqlScript(Connection connection, Map<String, String> variables) {
    this.connection = connection;
    this.variables = new HashMap<>(variables);
  }

  /** Runs a script to its end or to its first error. */
  void run(Path script) throws SQLException {
    SqlSplitter splitter = new SqlSplitter();
    try {
      for (String line : Files.readAllLines(script)) {
        if (splitter.isBetweenTokens() && line.startsWith("\\")) {
          command(script, line.substring(1).strip());
        } else if (!branches.contains(false)) {
          for (String statement : splitter.add(line)) {
            Jdbc.execute(connection, statement);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String statement : splitter.end()) {
      Jdbc.execute(connection, statement);
    }
  }

  private void command(Path script, String command) throws SQLException {
    List<String> words = new ArrayList<>(List.of(command.split("\\s+", -1)));
    String verb = words.remove(0);
    switch (verb) {
      case "if" -> branches.push(isDefined(words.get(0)));
      case "else" -> branches.push(!branches.pop());
      case "endif" -> branches.pop();
      default -> {
        if (!branches.contains(false)) {
          act(script, verb, words.stream().map(this::expand).toList());
        }
      }
    }
  }

  private void act(Path script, String verb, List<String> words) throws SQLException {
    switch (verb) {
      case "set" -> variables.put(words.get(0), String.join("", words.subList(1, words.size())));
      case "ir" -> run(script.resolveSibling(words.get(0)));
      case "echo" -> {}
      default -> throw new IllegalStateException(script + ": unknown command \\" + verb);
    }
  }

  private boolean isDefined(String condition) {
    Matcher matcher = Pattern.compile(":\\{\\?(\\w+)\\}").matcher(condition);
    if (!matcher.matches()) {
      throw new IllegalStateException("unknown condition \\if " + condition);
    }
    return variables.containsKey(matcher.group(1));
  }

  /** The value of a word that is a variable or a quoted text; else the word. */
  private String expand(String word) {
    if (word.length() > 1 && word.startsWith("'") && word.endsWith("'")) {
      return word.substring(1, word.length() - 1).replace("''", "'");
    }
    return word.startsWith(":") ? variables.getOrDefault(word.substring(1), word) : word;
  }

  /** Collects lines into statements; puts values in place of variables. */
  private final class SqlSplitter {

    private final StringBuilder statement = new StringBuilder();

    /** What ends the quotation or comment that is open; null when none is. */
    private String closing;

    boolean isBetweenTokens() {
      return closing == null;
    }

    /** The statements that this line completes. */
    List<String> add(String line) {
      List<String> complete = new ArrayList<>();
      int i = 0;
      while (i < line.length()) {
        if (closing != null) {
          int end = line.indexOf(closing, i);
          int next = end < 0 ? line.length() : end + closing.length();
          statement.append(line, i, next);
          closing = end < 0 ? closing : null;
          i = next;
        } else if (line.startsWith("--", i)) {
          i = line.length();
        } else if (line.charAt(i) == ';') {
          complete.addAll(end());
          i++;
        } else {
          i = token(line, i);
        }
      }
      statement.append('\n');
      return complete;
    }

    List<String> end() {
      String text = statement.toString().strip();
      statement.setLength(0);
      return text.isEmpty() ? List.of() : List.of(text);
    }

    private int token(String line, int from) {
      Matcher dollar = Pattern.compile("\\$\\w*\\$").matcher(line).region(from, line.length());
      Matcher variable = VARIABLE.matcher(line).region(from, line.length());
      if (dollar.lookingAt()) {
        return open(from, dollar.group(), dollar.group());
      }
      if (line.startsWith("/*", from)) {
        return open(from, "/*", "*/");
      }
      char c = line.charAt(from);
      if (c == '\'' || c == '"') {
        return open(from, String.valueOf(c), String.valueOf(c));
      }
      if (line.startsWith("::", from)) {
        statement.append("::");
        return from + 2;
      }
      if (variable.lookingAt() && variables.containsKey(variable.group(2))) {
        String value = variables.get(variable.group(2));
        statement.append(
            switch (variable.group(1)) {
              case "'" -> Jdbc.literal(value);
              case "\"" -> '"' + value.replace("\"", "\"\"") + '"';
              default -> value;
            });
        return variable.end();
      }
      statement.append(c);
      return from + 1;
    }

    private int open(int from, String opening, String ending) {
      statement.append(opening);
      closing = ending;
      return from + opening.length();
    }
  }
}
