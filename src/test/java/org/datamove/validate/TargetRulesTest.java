package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.datamove.request.Described;
import org.datamove.request.Requests;
import org.datamove.validate.move.WriteDisposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules say of the target. */
class TargetRulesTest {
  private static final String STRICT = "{'move_type': 'existing_schema'}";

  private static Described table() {
    return Described.table("t").column("id", "int4").column("v", "text").primaryKey("id");
  }

  private static String options(String options) {
    return "{'move_type': 'existing_schema', 'options': {" + options + "}}";
  }

  private static List<String> check(String request, Described table) {
    return Checked.by(request, table, "id", "v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "view",
        "materialized view",
        "foreign table",
        "sequence",
        "index",
        "composite type",
        "toast table"
      })
  void onlyTablesCanBeLoaded(String kind) {
    assertEquals(
        List.of(
            "target_not_loadable 42809",
            "cannot move data into " + kind + " \"s.t\"",
            "Name a table."),
        check(STRICT, table().with("{'kind': '" + kind + "'}")));
  }

  @Test
  void tablesThatAreNotTheCallers() {
    assertEquals(List.of(), check(STRICT, table().with("{'kind': 'partitioned table'}")));
    assertEquals(
        List.of("target_not_loadable 42809", "cannot move data into system catalog \"s.t\""),
        check(STRICT, table().with("{'is_system': true}")));
    assertEquals(
        List.of(
            "target_not_loadable 42809",
            "cannot move data into temporary table \"s.t\" of another session"),
        check(STRICT, table().with("{'is_other_temp': true}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ''                                | insert,truncate       | ""
          ''                                | insert,delete         | ""
          ''                                | delete                | INSERT
          ''                                | insert                | DELETE
          ''                                | insert,update,select  | DELETE
          'replace_by': 'truncate'          | insert,delete         | TRUNCATE
          'replace_by': 'delete'            | insert,truncate       | DELETE
          'mode': 'append'                  | insert                | ""
          'mode': 'append'                  | delete                | INSERT
          'mode': 'upsert'                  | insert,update,select  | ""
          'mode': 'upsert'                  | insert,select         | UPDATE
          'mode': 'upsert'                  | insert,update         | SELECT
          """)
  void privileges(String options, String may, String missing) {
    Described table = table().may(may);
    String request = options(options.equals("''") ? "" : options);
    List<String> expected =
        missing == null || missing.isEmpty()
            ? List.of()
            : List.of(
                "not_permitted 42501",
                "permission denied for table \"s.t\"",
                "The caller needs the " + missing + " privilege on it.");
    table.column("x", "int4", without(missing));
    assertEquals(expected, Checked.by(request, table, "id", "v", "x"));
  }

  /** A column that lacks the privilege too. */
  private static String without(String privilege) {
    return privilege == null || privilege.isEmpty() || "DELETE TRUNCATE".contains(privilege)
        ? "{}"
        : "{'may_" + privilege.toLowerCase(Locale.ROOT) + "': false}";
  }

  @Test
  void allMissingPrivilegesAreNamedAtOnce() {
    Described table =
        table()
            .may("truncate")
            .column("x", "int4", "{'may_insert': false, 'may_update': false, 'may_select': false}");
    assertEquals(
        List.of(
            "not_permitted 42501",
            "permission denied for table \"s.t\"",
            "The caller needs the INSERT, UPDATE and SELECT privileges on it."),
        Checked.by(options("'mode': 'upsert'"), table, "id", "v", "x"));
  }

  @Test
  void insertOnEachColumnIsEnough() {
    assertEquals(List.of(), check(options("'mode': 'append'"), table().may("update")));
    Described generated =
        table().may("update").column("g", "int4", "{'generated': 'stored', 'may_insert': false}");
    assertEquals(List.of(), check(options("'mode': 'append'"), generated));
  }

  @Test
  void rowsGoByWhatTheTableAndTheCallerAllow() {
    assertEquals(WriteDisposition.TRUNCATE, disposition(STRICT, table()));
    assertEquals(WriteDisposition.DELETE, disposition(STRICT, table().may("insert,delete")));
    assertEquals(WriteDisposition.DELETE, disposition(options("'replace_by': 'delete'"), table()));
    assertEquals(
        WriteDisposition.DELETE,
        disposition(STRICT, table().with("{'row_security': {'active_for_caller': true}}")));
    assertEquals(
        WriteDisposition.TRUNCATE,
        disposition(
            options("'replace_by': 'truncate'"),
            table().with("{'row_security': {'active_for_caller': true}}")));
    assertEquals(
        WriteDisposition.REPLACE_BY_KEY,
        disposition(STRICT, table().referencedBy("no action", "id")));
    assertEquals(
        WriteDisposition.APPEND,
        disposition(options("'mode': 'append'"), table().referencedBy("cascade", "id")));
    assertEquals(WriteDisposition.UPSERT, disposition(options("'mode': 'upsert'"), table()));
    assertEquals(WriteDisposition.TRUNCATE, disposition(STRICT, table().selfReference("id")));
  }

  private static WriteDisposition disposition(String request, Described table) {
    return WriteDisposition.of(Requests.of(request, table));
  }

  @Test
  void rulesOnInsertAreInTheWayOfInserts() {
    String rule = "{'rules': [{'name': 'r', 'event': 'insert', 'fires': true}]}";
    List<String> problem =
        List.of(
            "target_not_loadable 42809",
            "table \"s.t\" has a rule on INSERT",
            "This move inserts the rows, and only COPY ignores rules. Disable the rule for the"
                + " time of the move.");
    assertEquals(List.of(), check(STRICT, table().with(rule)));
    String mayNotCopy =
        "{'move_type': 'existing_schema', 'session': {'may_create_temporary': true}}";
    assertEquals(problem, check(mayNotCopy, table().with(rule)));
    assertEquals(problem, check(STRICT, table().with(rule).selfReference("id")));
    assertEquals(problem, check(options("'mode': 'upsert'"), table().with(rule)));
    assertEquals(
        problem,
        check(STRICT, table().with(rule).with("{'row_security': {'active_for_caller': true}}")));
    assertEquals(List.of(), check(mayNotCopy, table().with(rule.replace("true", "false"))));
  }

  @Test
  void stagingNeedsTemporaryTables() {
    List<String> problem =
        List.of(
            "not_permitted 42501",
            "permission denied to create temporary tables in this database",
            "This move takes its rows through a temporary table; the caller needs the TEMPORARY"
                + " privilege on the database.");
    String none = "{'move_type': 'existing_schema', 'session': {'may_copy_files': true}";
    assertEquals(List.of(), check(none + "}", table()));
    assertEquals(problem, check(none + "}", table().selfReference("id")));
    assertEquals(problem, check(none + ", 'options': {'mode': 'upsert'}}", table()));
    assertEquals(
        problem, check(none + "}", table().with("{'trigger_flags': {'statement_insert': true}}")));
  }

  @Test
  void rowsThatRepeatANewKeyAreStaged() {
    String none = "{'session': {}, 'options': {'mode': 'append', 'on_conflict': 'nothing'}";
    assertEquals(List.of(), check(none + "}", null));
    assertEquals(
        List.of(
            "not_permitted 42501", "permission denied to create temporary tables in this database"),
        check(none + ", 'primary_key_columns': ['v']}", null).subList(0, 2));
  }

  @Test
  void rowsAreMatchedByAUniqueKey() {
    String upsert = options("'mode': 'upsert'");
    Described none = Described.table("t").column("id", "int4").column("v", "text");
    assertEquals(
        List.of(
            "no_unique_key 42P10",
            "table \"s.t\" has no primary key to match rows by",
            "Create a unique index on the columns, or name those of another in"
                + " primary_key_columns."),
        check(upsert, none));
    String byV = upsert.replace("{'move", "{'primary_key_columns': ['v'], 'move");
    assertEquals(
        List.of(
            "no_unique_key 42P10",
            "table \"s.t\" has no unique key on (v)",
            "Create a unique index on the columns, or name those of another in"
                + " primary_key_columns."),
        check(byV, table()));
    assertEquals(List.of(), check(byV, table().unique("u", "v")));
    assertEquals(
        List.of(
            "no_unique_key 42P10",
            "key \"t_pkey\" of table \"s.t\" is deferrable",
            "Rows can be matched only by a key that is not deferrable.",
            "deferred_constraint null",
            "constraint \"t_pkey\" may be checked only at the end of the transaction",
            "To have it checked by the move, set the options {\"check_deferred\": true}."),
        check(
            upsert,
            none.with(
                "{'primary_key': {'name': 't_pkey', 'columns': ['id'], 'deferrable': true}}")));
    assertEquals(
        List.of(
            "key_column_missing UD002",
            "column \"id\" of key \"t_pkey\" is not in the file",
            "Rows are matched by this key.",
            "missing_column UD002",
            "column \"id\" of the table is not in the file"),
        Checked.by(upsert, table(), "v"));
  }

  @Test
  void deferredConstraintsAreNamed() {
    Described table =
        Described.table("t")
            .column("id", "int4")
            .column("v", "text")
            .with("{'unique': [{'name': 'u', 'columns': ['v'], 'deferrable': true}]}");
    assertEquals(
        List.of(
            "deferred_constraint null",
            "constraint \"u\" may be checked only at the end of the transaction",
            "To have it checked by the move, set the options {\"check_deferred\": true}."),
        check(STRICT, table));
    assertEquals(List.of(), check(options("'check_deferred': true"), table));
  }
}
