package org.datamove.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.json.Json;
import org.datamove.type.PgType;
import org.datamove.type.known.KnownTypes;

/** One thing that the executor carries out, with the very SQL. */
public sealed interface Step {
  /** A short word for the kind of step. */
  String kind();

  /** What it does, in a few words for a person. */
  String title();

  /** The SQL that runs; for a load the statement that runs for each chunk. */
  String sql();

  /** The step as a JSON object. */
  default Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind());
    json.put("title", title());
    json.put("sql", sql());
    return json;
  }

  /**
   * A single statement.
   *
   * @param kind create_table, drop_index, truncate, delete, drop_column, alter_type,
   *     alter_sequence, add_column, create_staging, count_existing, insert_from_staging,
   *     delete_missing, drop_staging, recreate_index, comment_index, create_index, advance_sequence
   *     or analyze
   * @param title what it does
   * @param sql the statement
   */
  record Statement(String kind, String title, String sql) implements Step {}

  /**
   * The statement that takes all rows out of a staging table.
   *
   * @param title what it does
   * @param sql the statement
   * @param probeSql the same for the rows up to place {@code $1}, to find the row that the database
   *     refuses
   */
  record StagedInsert(String title, String sql, String probeSql) implements Step {
    @Override
    public String kind() {
      return "insert_from_staging";
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = Step.super.toJson();
      json.put("probe_sql", probeSql);
      return json;
    }
  }

  /**
   * The load of the file's rows.
   *
   * @param method how chunks go in
   * @param title what it does
   * @param sql for COPY the statement with {@code '<chunk>'} in the place of the chunk's path; for
   *     a stage the INSERT with {@code "<chunk>"} in the place of its name; else an INSERT with the
   *     batch as {@code $1}
   * @param batchSql for a stage the INSERT with the batch as {@code $1}, for where no stage can be
   *     made; else null
   * @param table the quoted table
   * @param columnList the quoted columns
   * @param delimiter the file's delimiter, as decided by the plan
   * @param sourceIdentity the identity of the checked source
   * @param fields how many fields a record has
   * @param columns where the fields go
   * @param binary whether every column's values can be encoded for COPY's binary format
   * @param rowsMaySuppress whether a trigger of the target may suppress rows
   * @param checked whether the plan has checked every value already
   */
  record Load(
      Method method,
      String title,
      String sql,
      String batchSql,
      String table,
      String columnList,
      String delimiter,
      String sourceIdentity,
      int fields,
      List<LoadColumn> columns,
      boolean binary,
      boolean rowsMaySuppress,
      boolean checked)
      implements Step {

    /** How chunks go in. */
    public enum Method {
      /** COPY of a chunk file by the server. */
      COPY,
      /**
       * COPY of a chunk file into a temporary table of datamove's, then INSERT from there, for
       * callers who may not COPY server files and under row security.
       */
      STAGE,
      /** The same, where not every column has a type for the stage: INSERT of a JSON batch. */
      INSERT
    }

    @Override
    public String kind() {
      return "load";
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = Step.super.toJson();
      json.put("method", method.name().toLowerCase(java.util.Locale.ROOT));
      json.put("batch_sql", batchSql);
      json.put("table", table);
      json.put("column_list", columnList);
      json.put("delimiter", delimiter);
      json.put("source_identity", sourceIdentity);
      json.put("fields", fields);
      json.put("columns", columns.stream().map(LoadColumn::toJson).toList());
      json.put("binary", binary);
      json.put("rows_may_be_suppressed", rowsMaySuppress);
      json.put("checked", checked);
      return json;
    }
  }

  /**
   * A column that receives a field.
   *
   * @param name the column's name
   * @param field the field's 0-based position, or {@link #PLACE}
   * @param type the column's type
   * @param base the same, or the type below a domain
   */
  record LoadColumn(String name, int field, PgType type, PgType base) {
    /** Stands for the place where the record starts: its physical line, with its file. */
    public static final int PLACE = -1;

    /** Encodes the column's values; null where they cannot be encoded. */
    public ValueEncoder encoder(EncodingSession session) {
      return KnownTypes.encoder(type, base, session);
    }

    /** Reads what {@link #toJson} wrote. */
    public static LoadColumn fromJson(Map<String, Object> json) {
      return new LoadColumn(
          Json.text(json, "name"),
          (int) Json.number(json, "field", 0),
          PgType.fromJson(Json.map(json, "type")),
          PgType.fromJson(Json.map(json, "base_type")));
    }

    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", name);
      json.put("field", field);
      json.put("type", type.toJson());
      json.put("base_type", base.toJson());
      return json;
    }
  }
}
