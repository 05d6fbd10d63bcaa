package org.datamove.it;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.testing.Jdbc;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What became of a move, or of its rehearsal.
 *
 * @param success whether it went well
 * @param rows the numbers of rows; empty where it did not go well
 * @param state the SQLSTATE that was raised; null where nothing was raised
 * @param text the primary message and DETAIL of what was raised; empty where nothing was raised
 * @param errors the findings that are errors, where nothing was raised
 * @param unforeseen whether a finding says that something was not foreseen
 */
record Verdict(
    boolean success,
    String rows,
    String state,
    String text,
    List<JsonObject> errors,
    boolean unforeseen) {
  /** Beyond it DETAIL has only one problem of each kind and column. */
  private static final int MOST_LINES = 10;

  private static final Pattern COUNT = Pattern.compile("(?m)^(\\d+) problems? (?:was|were) found");

  /** Runs a call. */
  static Verdict of(Connection connection, Step step, String files) throws SQLException {
    if (step.role() != null) {
      Jdbc.execute(connection, "SET ROLE " + step.role());
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(step.call(files))) {
      rows.next();
      return of(JsonParser.object().from(rows.getString(1)));
    } catch (PSQLException e) {
      ServerErrorMessage error = e.getServerErrorMessage();
      if (error == null) {
        throw e;
      }
      String detail = error.getDetail() == null ? "" : "\n" + error.getDetail();
      return new Verdict(
          false, "", error.getSQLState(), error.getMessage() + detail, List.of(), false);
    } catch (JsonParserException e) {
      throw new IllegalStateException(e);
    } finally {
      if (step.role() != null && state(connection) != TransactionState.FAILED) {
        Jdbc.execute(connection, "RESET ROLE");
      }
    }
  }

  static TransactionState state(Connection connection) throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState();
  }

  private static Verdict of(JsonObject result) {
    JsonObject report = result.getObject("report");
    List<JsonObject> errors = new ArrayList<>();
    boolean unforeseen = false;
    for (Object finding : report.getArray("findings", new JsonArray())) {
      unforeseen |= ((JsonObject) finding).getString("code").equals("not_foreseen");
      if (((JsonObject) finding).getString("severity").equals("error")) {
        errors.add((JsonObject) finding);
      }
    }
    boolean success = result.getBoolean("success");
    return new Verdict(
        success, success ? report.getObject("rows").toString() : "", null, "", errors, unforeseen);
  }

  /** Whether a rehearsal's verdict is the move's. */
  boolean foretells(Verdict move) {
    if (success || move.success) {
      return success && move.success && rows.equals(move.rows);
    }
    if (state != null) {
      return state.equals(move.state) && text.equals(move.text);
    }
    Matcher count = COUNT.matcher(move.text);
    long told = count.find() ? Long.parseLong(count.group(1)) : 1;
    if (found() != told) {
      return false;
    }
    if (told > MOST_LINES) {
      return move.text.lines().skip(2).allMatch(this::isFound);
    }
    return errors.stream().allMatch(error -> isTold(error, move));
  }

  /** A finding counts all of its code and column, and of its constraint. */
  private long found() {
    Map<String, Long> counts = new HashMap<>();
    for (JsonObject error : errors) {
      counts.put(
          error.getString("code") + " " + error.getString("column_name") + constraint(error),
          error.getLong("occurrences"));
    }
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String constraint(JsonObject error) {
    return "check_violation".equals(error.getString("code")) ? error.getString("message") : "";
  }

  private boolean isFound(String line) {
    return line.matches("and \\d+ more of other kinds or columns")
        || errors.stream().anyMatch(error -> line.contains(error.getString("message")));
  }

  private static boolean isTold(JsonObject error, Verdict move) {
    String message = error.getString("message");
    return (error.getString("code").equals("database_error")
            // A finding's message is one line; that of a user's trigger may have several.
            ? (move.text + "\n").startsWith(message.replace("\\n", "\n") + "\n")
                && !move.state.startsWith("UD")
            : move.text.contains(message))
        && (error.get("line_number") == null
            || move.text.contains("ine " + error.getLong("line_number")));
  }
}
