package org.datamove.it;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.testing.Jdbc;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Something that a call told its caller to do, exactly enough to be done.
 *
 * @param text the sentences that say it
 * @param sql a statement to run before the call; null for none
 * @param arguments what to give in the call; empty for nothing
 */
record Advice(String text, String sql, JsonObject arguments) {

  /** Where a text names members of {@code options}. */
  private static final Pattern OPTIONS = Pattern.compile("\\boptions (?=\\{)");

  /** Where a text names another argument. */
  private static final Pattern ARGUMENT = Pattern.compile("\\b([a-z_]+) => '([^']*)'");

  /** Each thing once, in the words that say it first. */
  static List<Advice> once(List<Advice> all) {
    Map<String, Advice> once = new LinkedHashMap<>();
    all.forEach(advice -> once.putIfAbsent(advice.sql() + advice.arguments(), advice));
    return List.copyOf(once.values());
  }

  /** Runs a call of a case and gives all it advised. */
  static List<Advice> of(Connection session, Step step, String files) throws SQLException {
    List<Advice> found = new ArrayList<>();
    if (step.role() != null) {
      Jdbc.execute(session, "SET ROLE " + step.role());
    }
    try (Statement statement = session.createStatement()) {
      try (ResultSet rows = statement.executeQuery(step.call(files))) {
        while (rows.next()) {
          ofAnswer(object(rows.getString(1)), found);
        }
      } catch (PSQLException e) {
        ofMessage(e.getServerErrorMessage(), found);
      }
      if (step.role() != null && Verdict.state(session) != TransactionState.FAILED) {
        Jdbc.execute(session, "RESET ROLE");
      }
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        if (w instanceof PSQLWarning warning) {
          ofMessage(warning.getServerErrorMessage(), found);
        }
      }
    }
    return found;
  }

  private static void ofMessage(ServerErrorMessage message, List<Advice> found) {
    if (message != null && message.getHint() != null) {
      ofText(message.getHint(), found);
    }
  }

  /** A move's result, a finding, or a column's profile. */
  private static void ofAnswer(JsonObject row, List<Advice> found) {
    JsonObject report = row.getObject("report", new JsonObject());
    for (Object each : report.getArray("recommendations", new JsonArray())) {
      JsonObject recommendation = (JsonObject) each;
      String text = recommendation.getString("text");
      JsonObject arguments = recommendation.getObject("option");
      if (recommendation.getString("sql") != null || arguments != null) {
        found.add(
            new Advice(
                text,
                recommendation.getString("sql"),
                arguments == null ? new JsonObject() : arguments));
      }
      ofText(text, found);
    }
    for (Object finding : report.getArray("findings", new JsonArray())) {
      ofAnswer((JsonObject) finding, found);
    }
    boolean step = "change".equals(row.getString("severity"));
    for (String key : List.of("hint", "note")) {
      if (!step && row.getString(key) != null) {
        ofText(row.getString(key), found);
      }
    }
  }

  /** Each place of a text that names options, or another argument, is an advice of its own. */
  private static void ofText(String text, List<Advice> found) {
    Matcher options = OPTIONS.matcher(text);
    while (options.find()) {
      JsonObject arguments = new JsonObject();
      arguments.put("options", object(text.substring(options.end(), end(text, options.end()))));
      found.add(new Advice(text, null, arguments));
    }
    Matcher argument = ARGUMENT.matcher(text);
    while (argument.find()) {
      JsonObject arguments = new JsonObject();
      arguments.put(argument.group(1), argument.group(2));
      found.add(new Advice(text, null, arguments));
    }
  }

  /** Behind the bracket that closes the object which begins there. */
  private static int end(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '{') {
        depth++;
      } else if (!quoted && c == '}' && --depth == 0) {
        return i + 1;
      }
    }
    throw new AssertionError("options that do not end: " + text);
  }

  static JsonObject object(String json) {
    try {
      return JsonParser.object().from(json);
    } catch (JsonParserException e) {
      throw new AssertionError(json, e);
    }
  }
}
