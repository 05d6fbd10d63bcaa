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
import org.datamove.error.Failure;
import org.datamove.execute.Answer;
import org.datamove.execute.Command;
import org.datamove.execute.Refusal;
import org.datamove.execute.Statement;
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
   * @throws SQLException where an operator intervenes (class 57) or the connection is lost
   */
  public Map<String, Object> call(
      String task, String csvPath, Map<String, Object> options, Map<String, Object> call)
      throws SQLException, InterruptedException {
    savepoints.begin(WHOLE);
    Map<String, Object> end;
    try {
      end = converse(request(task, csvPath, options, call));
    } catch (PSQLException e) {
      if (isIntervention(e)) {
        throw e;
      }
      end = failed(refusal(e, null, null));
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
      for (Statement statement : run.statements()) {
        values.add(statements.run(statement));
      }
    } catch (PSQLException e) {
      if (isIntervention(e)) {
        throw e;
      }
      if (savepoints.none() || e.getSQLState().startsWith("XX")) {
        return Answer.ended(refusal(e, e.getServerErrorMessage().getWhere(), ""));
      }
      savepoints.undo();
      return Answer.refused(refusal(e, e.getServerErrorMessage().getWhere(), ""));
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

  /** An operator's intervention, and an error that no server has sent. */
  private static boolean isIntervention(PSQLException e) {
    return e.getServerErrorMessage() == null || e.getSQLState().startsWith("57");
  }

  private static Refusal refusal(PSQLException e, String context, String hostContext) {
    ServerErrorMessage server = e.getServerErrorMessage();
    return new Refusal(
        server.getSQLState(),
        server.getMessage(),
        server.getDetail(),
        server.getHint(),
        context,
        hostContext,
        new ErrorFields(
            server.getSchema(),
            server.getTable(),
            server.getColumn(),
            server.getConstraint(),
            server.getDatatype()));
  }

  /** The end of a conversation that has not begun. */
  private static Map<String, Object> failed(Refusal refusal) {
    Failure failure = refusal.failure(null, List.of());
    return Map.of("do", "failed", "failure", failure.toJson());
  }
}
