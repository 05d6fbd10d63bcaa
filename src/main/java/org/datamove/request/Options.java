package org.datamove.request;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.datamove.error.Hint;
import org.datamove.error.RequestException;

/**
 * The named decisions of {@code options}.
 *
 * @param csv how the file is written
 * @param mode what happens to the rows that the target has
 * @param missingColumns what happens to columns that the file does not have, in a {@code
 *     new_schema} move
 * @param dropSpanningIndexes whether indexes and constraints that span a dropped and a surviving
 *     column go too
 * @param allowEmpty whether the rows of a table may be replaced by none
 * @param allowUnrelated whether a table may follow a file that has none of its columns
 * @param allowDrop whether a primary key, or more than half of the columns, may be dropped
 * @param allowReferentialActions whether rows of other tables may go or change with replaced ones
 * @param replaceBy how old rows go, or null to let the plan choose
 * @param sequences what happens to owned sequences
 * @param rebuildIndexes whether indexes of a replaced table are built again after its rows
 * @param vectorIndex the index that new columns of vectors get, or null
 * @param analyze whether statistics are refreshed after the load
 * @param checkDeferred whether the target's deferred constraints are checked after the load; always
 *     in a rehearsal
 * @param rehearses whether a dry run carries the move out and undoes it
 * @param onError what happens when a row cannot be loaded
 * @param onConflict what happens to a row that conflicts with another, in mode append
 * @param listsSkipped whether rows that are skipped for it are told, and not only counted
 * @param updateColumns the columns that a row with a known key takes from the file, in mode upsert,
 *     possibly none; null for all that can be updated
 * @param onAltered what happens when a column's type alters a value
 * @param reportLimit how many findings of each column and code are told, 1 or more; all are counted
 * @param rejectLimit how many rows may be rejected
 */
public record Options(
    CsvOptions csv,
    Mode mode,
    MissingColumns missingColumns,
    boolean dropSpanningIndexes,
    boolean allowEmpty,
    boolean allowUnrelated,
    boolean allowDrop,
    boolean allowReferentialActions,
    ReplaceBy replaceBy,
    SequenceHandling sequences,
    RebuildIndexes rebuildIndexes,
    VectorIndexOption vectorIndex,
    boolean analyze,
    boolean checkDeferred,
    boolean rehearses,
    OnError onError,
    OnConflict onConflict,
    boolean listsSkipped,
    List<String> updateColumns,
    OnAltered onAltered,
    int reportLimit,
    RejectLimit rejectLimit) {

  /**
   * Reads the options.
   *
   * @param json the object given by the caller; absent members have their defaults
   * @throws org.datamove.error.RequestException for an unknown option or value (SQLSTATE 22023)
   */
  public static Options fromJson(Map<String, Object> json) {
    OptionReader reader = new OptionReader(json);
    boolean checkDeferred = reader.bool("check_deferred", false);
    boolean rehearse = reader.bool("rehearse", false);
    EscapeDialect escapes =
        reader.choice("escape_dialect", EscapeDialect.class, EscapeDialect.COPY);
    Character escape = reader.escape(escapes);
    boolean nullIsEscaped = escapes == EscapeDialect.BACKSLASH && escape != null;
    CsvOptions csv =
        new CsvOptions(
            reader.delimiter(),
            reader.character("quote", '"'),
            escape,
            escapes,
            reader.nulls(nullIsEscaped ? escape + "N" : ""),
            reader.character("comment", null),
            reader.integer("skip_lines", 0, 0, Integer.MAX_VALUE),
            reader.header(),
            reader.columns(),
            reader.choice("header_match", HeaderMatch.class, HeaderMatch.EXACT),
            reader.integer("max_expansion", 1000, 1, 1_000_000),
            reader.charset("encoding"),
            reader.bool("lenient", false));
    Options options =
        new Options(
            csv,
            reader.choice("mode", Mode.class, Mode.REPLACE),
            reader.choice("missing_columns", MissingColumns.class, MissingColumns.DROP),
            reader.bool("drop_spanning_indexes", false),
            reader.bool("allow_empty", false),
            reader.bool("allow_unrelated", false),
            reader.bool("allow_drop", false),
            reader.bool("allow_referential_actions", false),
            reader.choice("replace_by", ReplaceBy.class, null),
            reader.choice("sequences", SequenceHandling.class, SequenceHandling.ADVANCE),
            reader.choice("rebuild_indexes", RebuildIndexes.class, RebuildIndexes.AUTO),
            reader.vectorIndex(),
            reader.bool("analyze", true),
            checkDeferred || rehearse,
            rehearse,
            reader.choice("on_error", OnError.class, OnError.STOP),
            reader.choice("on_conflict", OnConflict.class, OnConflict.ERROR),
            reader.bool("list_skipped", false),
            reader.updateColumns(),
            reader.choice("on_altered", OnAltered.class, OnAltered.WARN),
            reader.integer("report_limit", 100, 1, Integer.MAX_VALUE),
            reader.rejectLimit());
    reader.known("lock_timeout"); // these two are for the executor
    reader.known("progress");
    reader.text("server", null); // the gate has looked at it: see SourceAccess.objectStore
    reader.known("types"); // the catalog has answered: see Request.types
    reader.refuseUnknown();
    DialectRules.check(csv);
    options.checkMode();
    return options;
  }

  /** What is said of rows that conflict with others means something in one mode only. */
  private void checkMode() {
    if (skipsConflicts() && mode != Mode.APPEND) {
      throw RequestException.invalid(
          "option \"on_conflict\" is \"nothing\" in mode \"" + mode.word() + "\"",
          "Only rows that are appended can be left out for a row that is there: a replace removes"
              + " such rows, and an upsert updates them.",
          Hint.options("Set", Map.of("mode", "append")));
    }
    if (listsSkipped && !skipsConflicts()) {
      throw RequestException.invalid(
          "option \"list_skipped\" has no meaning where no rows are skipped",
          null,
          Hint.options(
              "To have rows skipped that conflict with others, set",
              new TreeMap<>(Map.of("mode", "append", "on_conflict", "nothing"))));
    }
    if (updateColumns != null && mode != Mode.UPSERT) {
      throw RequestException.invalid(
          "option \"update_columns\" is given in mode \"" + mode.word() + "\"",
          "Only an upsert updates rows.",
          Hint.options("Set", Map.of("mode", "upsert")));
    }
  }

  /** Whether rows that conflict with another are skipped. */
  public boolean skipsConflicts() {
    return onConflict == OnConflict.NOTHING;
  }

  /** Whether bad rows are rejected and the others loaded. */
  public boolean rejects() {
    return onError == OnError.REJECT;
  }
}
