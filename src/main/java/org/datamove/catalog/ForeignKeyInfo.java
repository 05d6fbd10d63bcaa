package org.datamove.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.datamove.json.Json;

/**
 * A foreign key, seen from the target: its own, or one of a table that refers to it.
 *
 * @param name the constraint's name, unquoted
 * @param table the table that refers, qualified and quoted as SQL
 * @param columns the columns that refer, in the key's order
 * @param referencedTable the table referred to, qualified and quoted as SQL
 * @param referencedColumns the columns referred to, in the same order
 * @param onDelete what happens to a row that refers when the other is deleted
 * @param onUpdate what happens to it when the key of the other changes
 * @param initiallyDeferred whether it is checked at the end of the transaction unless told
 *     otherwise
 * @param self in a key of the target's: its rows may refer to rows of the target; in a key that
 *     refers to the target: only rows of the target do so
 */
public record ForeignKeyInfo(
    String name,
    String table,
    List<String> columns,
    String referencedTable,
    List<String> referencedColumns,
    Action onDelete,
    Action onUpdate,
    boolean initiallyDeferred,
    boolean self) {

  /** A referential action (PostgreSQL's manual, "Constraints"). */
  public enum Action {
    /** Refuse at the end of the statement, or of the transaction where deferred. */
    NO_ACTION,
    /** Refuse at once. */
    RESTRICT,
    /** Delete or change the row that refers. */
    CASCADE,
    /** Set its columns to NULL. */
    SET_NULL,
    /** Set its columns to their defaults. */
    SET_DEFAULT;

    private static Action of(String words) {
      return valueOf(words.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
  }

  static ForeignKeyInfo outward(Map<String, Object> json) {
    return read(json, "references_table", "references_columns");
  }

  static ForeignKeyInfo inward(Map<String, Object> json) {
    return read(json, "referenced_table", "referenced_columns");
  }

  private static ForeignKeyInfo read(Map<String, Object> json, String table, String columns) {
    return new ForeignKeyInfo(
        Json.text(json, "name"),
        Json.text(json, "table"),
        List.copyOf(Json.<String>list(json, "columns")),
        Json.text(json, table),
        List.copyOf(Json.<String>list(json, columns)),
        Action.of(Json.text(json, "on_delete")),
        Action.of(Json.text(json, "on_update")),
        Json.flag(json, "initially_deferred"),
        Json.flag(json, "self"));
  }
}
