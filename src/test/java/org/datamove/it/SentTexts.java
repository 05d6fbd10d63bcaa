package org.datamove.it;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.datamove.json.Json;
import org.datamove.testing.HostileSchema;
import org.datamove.testing.Jdbc;

/** The commands that the engine has given to the server of a stage, with their statements. */
final class SentTexts {
  private static final String MARK = "sent ";

  private final List<Map<String, Object>> commands = new ArrayList<>();

  private SentTexts() {}

  /** Has all commands of a stage recorded from now on ({@code hostile/record.sql}). */
  static SentTexts recordedIn(Stage stage) throws SQLException, IOException {
    Jdbc.execute(stage.witness, HostileSchema.script("record.sql"));
    return new SentTexts();
  }

  /** Runs a statement of a client's and notes what the engine sends meanwhile. */
  void run(Connection session, String sql) throws SQLException {
    try (java.sql.Statement statement = session.createStatement()) {
      try {
        statement.execute(sql);
      } finally {
        note(statement.getWarnings());
      }
    }
  }

  private void note(SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      if (warning.getMessage().startsWith(MARK)) {
        commands.add(Json.object(warning.getMessage().substring(MARK.length())));
      }
    }
  }

  /** What the commands are, as the engine calls them. */
  Set<String> commands() {
    return set(commands.stream().map(command -> Json.text(command, "do")));
  }

  /** The statements that a host ran, each text once. */
  Set<String> statements() {
    return set(sent().map(statement -> Json.text(statement, "sql")));
  }

  /** What else the statements came with: {@code argument}, {@code rows}. */
  Set<String> members() {
    return set(sent().flatMap(statement -> statement.keySet().stream()));
  }

  private Stream<Map<String, Object>> sent() {
    return commands.stream()
        .flatMap(command -> Json.<Map<String, Object>>list(command, "statements").stream());
  }

  /** What the steps of the finished moves have as a member, such as {@code kind}. */
  Set<String> ofSteps(String member) {
    return set(
        commands.stream()
            .map(command -> Json.map(Json.map(command, "result"), "report"))
            .flatMap(report -> Json.<Map<String, Object>>list(report, "plan").stream())
            .map(step -> Json.text(step, member)));
  }

  private static Set<String> set(Stream<String> texts) {
    return texts.filter(Objects::nonNull).collect(toCollection(TreeSet::new));
  }
}
