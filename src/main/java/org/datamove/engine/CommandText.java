package org.datamove.engine;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.datamove.error.ErrorFields;
import org.datamove.execute.Answer;
import org.datamove.execute.Command;
import org.datamove.execute.Refusal;
import org.datamove.execute.Statement;
import org.datamove.json.Json;
import org.datamove.load.FileChunk;
import org.datamove.plan.Step;
import org.datamove.request.ServerEncoding;
import org.datamove.source.FileNames;

/**
 * Commands and answers as JSON text, as hosts in the server take and give them. A command's member
 * {@code do} says what it is.
 */
final class CommandText {
  private final Charset charset;
  private final boolean ofBytes;
  private final FileNames names;
  private final String caller;
  private final Map<String, Object> request;

  /** The text for a request. */
  CommandText(Map<String, Object> request) {
    this.request = request;
    Map<String, Object> session = Json.map(request, "session");
    String encoding = Json.text(session, "server_encoding");
    charset = ServerEncoding.charset(encoding);
    ofBytes = ServerEncoding.isOfBytes(encoding);
    names = ServerEncoding.fileNames(encoding);
    caller = Json.text(session, "caller");
  }

  /** A JSON object in the characters of the database. */
  String write(Map<String, Object> json) {
    String text = Json.write(charset == null ? json : new StorableText(charset).of(json));
    return ofBytes ? Json.withoutEscapes(text) : text;
  }

  /** A command. */
  String of(Command command) {
    if (command instanceof Command.Run run) {
      return of(run);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    if (command instanceof Command.Notice notice) {
      json.put("do", "notice");
      json.put("level", notice.warning() ? "warning" : "notice");
      json.put("message", notice.message());
      json.put("detail", notice.detail());
      json.put("activity", notice.activity());
    } else if (command instanceof Command.CreateStage stage) {
      json.put("do", "create_stage");
      json.put("caller", caller);
      json.put("types", stage.columns().stream().map(CommandText::type).toList());
    } else if (command instanceof Command.FillStage fill) {
      FileChunk chunk = fill.chunk();
      json.put("do", "fill_stage");
      json.put("path", names.text(chunk.file()));
      json.put("format", chunk.isBinary() ? "binary" : "text");
    } else if (command instanceof Command.DropStage) {
      json.put("do", "drop_stage");
    } else {
      ofRejected(command, json);
    }
    return write(json);
  }

  private void ofRejected(Command command, Map<String, Object> json) {
    json.put("role", caller);
    json.put("reloads", request.get("rejected_by"));
    if (command instanceof Command.KeepRejected keep) {
      json.put("do", "keep_rejected");
      json.put("target", keep.target().toJson());
      json.put("options", Json.map(request, "options"));
      json.put("primary_key_columns", Json.list(request, "primary_key_columns"));
      json.put("batch_size", request.get("batch_size"));
      json.put("rows", keep.rows());
    } else if (command instanceof Command.OpenRejected) {
      json.put("do", "open_rejected");
    } else if (command instanceof Command.FetchRejected fetch) {
      json.put("do", "fetch_rejected");
      json.put("row", fetch.row());
    } else if (command instanceof Command.ReleaseRejected release) {
      json.put("do", "release_rejected");
      json.put("target", release.target().toJson());
      json.put(
          "rows",
          release.rows().stream()
              .map(row -> Map.of("move_id", row.moveId(), "row_number", row.row()))
              .toList());
    } else if (command instanceof Command.RemoveReloaded) {
      json.put("do", "remove_reloaded");
    }
  }

  private static Map<String, Object> type(Step.LoadColumn column) {
    return column.base().toJson();
  }

  private String of(Command.Run run) {
    List<String> statements = new ArrayList<>();
    for (Statement statement : run.statements()) {
      statements.add(of(statement));
    }
    return "{\"do\":\"run\",\"begin\":"
        + run.begins()
        + ",\"end\":\""
        + run.end().name().toLowerCase(Locale.ROOT)
        + "\",\"statements\":["
        + String.join(",", statements)
        + "]}";
  }

  private String of(Statement statement) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sql", statement.sql());
    if (statement instanceof Statement.Query query) {
      json.put("argument", query.argument());
    } else if (statement instanceof Statement.Ask question) {
      json.put("argument", question.argument());
    }
    String text = write(json);
    return statement instanceof Statement.Batch batch
        ? text.substring(0, text.length() - 1) + ",\"rows\":" + batch.rows() + "}"
        : text;
  }

  /**
   * What came of a command.
   *
   * @param command null where none was told
   */
  static Answer answer(Command command, Map<String, Object> json) {
    Map<String, Object> ended = Json.map(json, "ended");
    if (!ended.isEmpty()) {
      return Answer.ended(refusal(ended));
    }
    Map<String, Object> refused = Json.map(json, "refused");
    if (!refused.isEmpty()) {
      return Answer.refused(refusal(refused));
    }
    List<Object> values = new ArrayList<>();
    if (command instanceof Command.OpenRejected || command instanceof Command.FetchRejected) {
      values.add(Json.map(json, "found"));
    } else if (command instanceof Command.Run run) {
      List<Object> given = Json.list(json, "values");
      for (int i = 0; i < run.statements().size(); i++) {
        Object value = given.get(i);
        values.add(isAsked(run.statements().get(i)) ? value : ((Number) value).longValue());
      }
    }
    return new Answer(values, null);
  }

  private static boolean isAsked(Statement statement) {
    return statement instanceof Statement.Query || statement instanceof Statement.Ask;
  }

  private static Refusal refusal(Map<String, Object> json) {
    return new Refusal(
        Json.text(json, "sqlstate"),
        Json.text(json, "message"),
        given(json, "detail"),
        given(json, "hint"),
        given(json, "context"),
        given(json, "host_context"),
        ErrorFields.fromJson(json));
  }

  /** PL/pgSQL tells what is absent as an empty text. */
  private static String given(Map<String, Object> json, String member) {
    String text = Json.text(json, member);
    return text == null || text.isEmpty() ? null : text;
  }
}
