package org.datamove.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.catalog.TableInfo;
import org.datamove.catalog.TypeInfo;
import org.datamove.error.RequestException;
import org.datamove.json.Json;
import org.datamove.source.Sources;

/**
 * One call, as the SQL functions hand it to the engine.
 *
 * @param task what is asked for
 * @param csvPath the source as the caller wrote it, not null
 * @param target the target's name, or null where only the file is looked at
 * @param table the target as the catalog has it, or null where it does not exist
 * @param moveType the caller's choice, or null
 * @param dryRun true where nothing is to be changed
 * @param batchSize rows for each chunk, or 0 for chunks by size
 * @param primaryKeyColumns the key of a new table, possibly empty
 * @param options the named decisions
 * @param session what the caller's session allows
 * @param types the types that the caller asks for, by column
 * @param reload what was rejected and is moved again, or null where a file is moved
 */
public record Request(
    Task task,
    String csvPath,
    TargetName target,
    TableInfo table,
    MoveType moveType,
    boolean dryRun,
    int batchSize,
    List<String> primaryKeyColumns,
    Options options,
    SessionInfo session,
    Map<String, TypeInfo> types,
    ReloadRequest reload) {

  /** What the engine is asked to do. */
  public enum Task {
    /** Look at the file only. */
    INSPECT,
    /** Say where a path leads, for an administrator who is to allow it. */
    RESOLVE,
    /** Plan a move; a dry run also checks every value. */
    MOVE,
    /** Move what a move has rejected. */
    RELOAD;

    /** The task of a request. */
    public static Task of(Map<String, Object> json) {
      return valueOf(Json.text(json, "task").toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Reads a request.
   *
   * @throws RequestException where an argument or option is not usable (SQLSTATE 22023)
   */
  public static Request fromJson(Map<String, Object> json) {
    Map<String, Object> target = Json.map(json, "target");
    Map<String, Object> table = new LinkedHashMap<>(Json.map(json, "table"));
    if (!table.isEmpty()) {
      table.put("denied", Json.list(json, "denied"));
    }
    if (Json.map(json, "options").get("server") != null) {
      Sources.requireServers(Json.text(json, "csv_path"));
    }
    return new Request(
        Task.of(json),
        Json.text(json, "csv_path"),
        target.isEmpty() ? null : TargetName.fromJson(target),
        table.isEmpty() ? null : TableInfo.fromJson(table),
        moveType(Json.text(json, "move_type")),
        Json.flag(json, "dry_run"),
        batchSize(json),
        Json.list(json, "primary_key_columns"),
        Options.fromJson(Json.map(json, "options")),
        SessionInfo.fromJson(Json.map(json, "session")),
        types(Json.map(json, "types")),
        ReloadRequest.fromJson(Json.map(json, "reload")));
  }

  /** The same call as one that changes nothing. */
  public Request asDryRun() {
    return new Request(
        task,
        csvPath,
        target,
        table,
        moveType,
        true,
        batchSize,
        primaryKeyColumns,
        options,
        session,
        types,
        reload);
  }

  /** Whether rows are skipped that repeat the key of a new table. */
  public boolean skipsRepeatedKeys() {
    return table == null && options.skipsConflicts() && !primaryKeyColumns.isEmpty();
  }

  /** Whether rows that would be skipped are told without trying it. */
  public boolean foretellsSkipped() {
    return dryRun && options.listsSkipped() && !options.rehearses();
  }

  /** Those that the SQL functions found for the option "types". */
  private static Map<String, TypeInfo> types(Map<String, Object> json) {
    Map<String, TypeInfo> types = new LinkedHashMap<>();
    for (String column : json.keySet()) {
      types.put(column, TypeInfo.fromJson(Json.map(json, column)));
    }
    return types;
  }

  private static MoveType moveType(String word) {
    if (word == null) {
      return null;
    }
    for (MoveType type : MoveType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
        return type;
      }
    }
    boolean isMode = Stream.of(Mode.APPEND, Mode.UPSERT).anyMatch(mode -> mode.word().equals(word));
    if (isMode) {
      throw RequestException.invalid(
          "invalid move_type: \"" + word + "\"",
          "It is a mode.",
          "Name it in the options instead: {\"mode\": \"" + word + "\"}.");
    }
    List<String> words =
        Stream.of(MoveType.values()).map(type -> type.name().toLowerCase(Locale.ROOT)).toList();
    throw RequestException.invalid(
        "invalid move_type: \"" + word + "\"",
        null,
        Spelling.hint(word, words)
            + "Values are: existing_schema (the file's columns equal the table's),"
            + " new_schema (the table's columns follow the file), new_table (there is none yet).");
  }

  private static int batchSize(Map<String, Object> json) {
    long rows = Json.number(json, "batch_size", 0);
    boolean given = json.get("batch_size") != null;
    if (given && (rows < 1 || rows > 100_000_000)) {
      throw RequestException.invalid(
          "invalid batch_size: " + rows,
          null,
          "It takes a number of rows from 1 to 100000000, or NULL for chunks by size.");
    }
    return (int) rows;
  }
}
