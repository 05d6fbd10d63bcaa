package org.datamove.host.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.datamove.engine.Session;
import org.datamove.error.ErrorFields;
import org.datamove.error.ShownText;
import org.datamove.execute.Answer;
import org.datamove.execute.Command;
import org.datamove.execute.Refusal;
import org.datamove.json.Json;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Has the engine in this JVM move files of this machine over a connection, into a server where
 * nothing is installed: statements, savepoints and COPY are all that it takes. It decides nothing.
 *
 * <p>It is for one call, which is part of the connection's open transaction; one that fails leaves
 * that as it found it.
 */
public final class JdbcHost {
  private static final String WHOLE = "datamove_call";

  private final Connection connection;
  private final StatementRunner statements;
  private final Savepoints savepoints;
  private final Rejects rejects;
  private final String moveId = UUID.randomUUID().toString();
  private final List<Notice> notices = new ArrayList<>();

  /** Where rows that are put aside go; what is undone of the transaction is undone of them. */
  public interface Rejects {
    /** Keeps some more of them. */
    void keep(String moveId, Command.KeepRejected rows) throws SQLException;
  }

  /**
   * A host of a connection with an open transaction.
   *
   * @param functions what the engine asks, as blocks of SQL
   */
  public JdbcHost(Connection connection, LinkedFunctions functions, Rejects rejects) {
    this.connection = connection;
    this.statements =
        new StatementRunner(connection, functions, warning -> notices.add(Notice.of(warning)));
    this.savepoints = new Savepoints(connection);
    this.rejects = rejects;
  }

  /**
   * Has the engine do a task.
   *
   * @param call the task's other arguments, as {@code datamove.converse} has them
   * @return its last command, {@code done} or {@code failed}
   * @throws SQLException where the database ends the work by itself: errors of classes 57 and XX,
   *     and a lost connection
   */
  public Map<String, Object> call(
      String task, String csvPath, Map<String, Object> options, Map<String, Object> call)
      throws SQLException, InterruptedException {
    savepoints.begin(WHOLE);
    Map<String, Object> end;
    try {
      end = converse(request(task, csvPath, options, call));
    } catch (PSQLException e) {
      if (isFinal(e)) {
        throw e;
      }
      end = failed(refusal(e));
    }
    if ("failed".equals(end.get("do"))) {
      savepoints.undo(WHOLE);
    } else {
      savepoints.keep(WHOLE);
    }
    return end;
  }

  /** What the engine and the server have told, in order. */
  public List<Notice> notices() {
    return notices;
  }

  private Map<String, Object> request(
      String task, String csvPath, Map<String, Object> options, Map<String, Object> call)
      throws SQLException {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("task", task);
    asked.put("csv_path", csvPath);
    asked.put("options", options);
    asked.put("call", call);
    Map<String, Object> request = statements.ask("prepare_request", asked);
    Map<String, Object> session = new LinkedHashMap<>(Json.map(request, "session"));
    session.put("machine", "client");
    session.put("may_copy_files", true);
    session.put("move_id", moveId);
    session.put("access", List.of(Map.of("role", "", "all_files", true, "all_objects", true)));
    request.put("session", session);
    return request;
  }

  private Map<String, Object> converse(Map<String, Object> request)
      throws SQLException, InterruptedException {
    try (Session session = new Session(Json.write(request))) {
      Session.Turn turn = session.next(null);
      while (turn.end() == null) {
        turn = session.next(turn.isPending() ? null : carryOut(turn.command()));
      }
      return turn.end();
    }
  }

  private Answer carryOut(Command command) throws SQLException {
    if (command instanceof Command.Run run) {
      return run(run);
    } else if (command instanceof Command.Notice notice) {
      tell(notice);
    } else if (command instanceof Command.KeepRejected rows) {
      rejects.keep(moveId, rows);
    } else {
      throw new IllegalStateException("a client has no stage: " + command);
    }
    return Answer.DONE;
  }

  private Answer run(Command.Run run) throws SQLException {
    if (run.begins()) {
      savepoints.begin();
    }
    List<Object> values = new ArrayList<>();
    try {
      for (org.datamove.execute.Statement statement : run.statements()) {
        values.add(statements.run(statement));
      }
    } catch (PSQLException e) {
      if (isFinal(e) || savepoints.none()) {
        throw e;
      }
      savepoints.undo();
      return Answer.refused(refusal(e));
    }
    switch (run.end()) {
      case OPEN -> {}
      case KEEP -> savepoints.keep();
      case UNDO -> savepoints.undo();
    }
    return new Answer(values, null);
  }

  private void tell(Command.Notice notice) throws SQLException {
    if (wants(notice)) {
      notices.add(Notice.of(notice));
    }
    if (notice.activity() != null) {
      try (PreparedStatement setting =
          connection.prepareStatement(
              "SELECT pg_catalog.set_config('application_name', ?, true)")) {
        setting.setString(1, notice.activity());
        try (ResultSet set = setting.executeQuery()) {
          set.next();
        }
      }
    }
  }

  /** As the server does with its own. */
  private boolean wants(Command.Notice notice) throws SQLException {
    String least =
        statements.text("SELECT pg_catalog.current_setting('client_min_messages')", null);
    return !least.equals("error") && (notice.warning() || !least.equals("warning"));
  }

  /** An operator's intervention, an internal error, and an error that no server has sent. */
  private static boolean isFinal(PSQLException e) {
    ServerErrorMessage server = e.getServerErrorMessage();
    return server == null
        || server.getSQLState().startsWith("57")
        || server.getSQLState().startsWith("XX");
  }

  private static Refusal refusal(PSQLException e) {
    ServerErrorMessage server = e.getServerErrorMessage();
    return new Refusal(
        server.getSQLState(),
        server.getMessage(),
        server.getDetail(),
        server.getHint(),
        server.getWhere(),
        "",
        new ErrorFields(
            server.getSchema(),
            server.getTable(),
            server.getColumn(),
            server.getConstraint(),
            server.getDatatype()));
  }

  /** The command for an error outside of any block. */
  private static Map<String, Object> failed(Refusal refusal) {
    Map<String, Object> failure = new LinkedHashMap<>();
    boolean quotes = refusal.sqlState().startsWith("22") || refusal.sqlState().startsWith("23");
    failure.put("sqlstate", refusal.sqlState());
    failure.put("message", shown(refusal.message(), quotes));
    failure.put("detail", shown(refusal.detail(), quotes));
    failure.put("hint", shown(refusal.hint(), quotes));
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("do", "failed");
    end.put("failure", failure);
    return end;
  }

  /** An error of a row quotes the row: its line ends are no line ends of the message's. */
  private static String shown(String text, boolean quotes) {
    return quotes ? ShownText.of(text) : ShownText.ofLines(text);
  }
}
