package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.datamove.request.Described;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules say of the file's names. */
class NameRulesTest {
  private static final String NEW = "{}";
  private static final String STRICT = "{'move_type': 'existing_schema'}";
  private static final String FLEXIBLE = "{'move_type': 'new_schema'}";

  private static Described table() {
    return Described.table("t").column("id", "int4").column("Name", "text");
  }

  @Test
  void plainNamesAreFine() {
    assertEquals(List.of(), Checked.by(NEW, null, "id", "Name", "a b", "é", "select", "\"q\""));
    assertEquals(List.of(), Checked.by(STRICT, table(), "Name", "id"));
    assertEquals(List.of(), Checked.by(FLEXIBLE, table(), "more", "Name"));
  }

  @Test
  void emptyAndDoubledNames() {
    List<String> problems =
        List.of(
            "empty_column_name UD002",
            "column 2 of the file has no name",
            "Name every column in the file's header.",
            "duplicate_column UD002",
            "column name \"id\" appears more than once in the file",
            "Rename one of the columns in the file's header.",
            "case_conflict UD003",
            "columns \"id\" and \"ID\" of the file differ only by case",
            "Rename one of the columns in the file's header.");
    assertEquals(problems, Checked.by(NEW, null, "id", "", "id", "ID"));
  }

  @Test
  void aNameHasAtMostSixtyThreeBytes() {
    String fits = "é".repeat(31) + "x";
    assertEquals(List.of(), Checked.by(NEW, null, fits));
    assertEquals(
        List.of(
            "column_name_too_long UD002",
            "column name \"" + fits + "y\" has 64 bytes; at most 63 are kept",
            "Shorten the name in the file's header, or give the names in the option \"header\""
                + " and leave the header line out with \"skip_lines\"."),
        Checked.by(NEW, null, fits + "y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"})
  void systemColumns(String name) {
    assertEquals(
        List.of(
            "system_column_name UD002",
            "column name \"" + name + "\" conflicts with a system column name",
            "Rename the column in the file's header."),
        Checked.by(NEW, null, name));
    assertEquals(List.of(), Checked.by(NEW, null, name.toUpperCase(java.util.Locale.ROOT)));
  }

  @Test
  void aTableHasAtMost1600Columns() {
    assertEquals(List.of(), Checked.by(NEW, null, names(1600)));
    assertEquals(
        List.of(
            "too_many_columns UD002", "the file has 1601 columns; a table can have at most 1600"),
        Checked.by(NEW, null, names(1601)));
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new);
  }

  @Test
  void thePrimaryKeyIsMadeOfTheFilesColumns() {
    assertEquals(List.of(), Checked.by("{'primary_key_columns': ['b', 'a']}", null, "a", "b"));
    assertEquals(
        List.of(
            "key_column_missing UD002",
            "column \"B\" named in primary_key_columns is not in the file",
            "The file's columns are: a, b."),
        Checked.by("{'primary_key_columns': ['a', 'B']}", null, "a", "b"));
  }

  @Test
  void theNamesAreTheTablesExactly() {
    assertEquals(
        List.of(
            "case_conflict UD003",
            "column \"name\" of the file differs from column \"Name\" of the table only by case",
            "Write the name in the file's header as the table has it.",
            "missing_column UD002",
            "column \"id\" of the table is not in the file",
            "extra_column UD002",
            "column \"more\" of the file is not in the table"),
        Checked.by(STRICT, table(), "name", "more"));
    assertEquals(
        List.of(
            "case_conflict UD003",
            "column \"ID\" of the file differs from column \"id\" of the table only by case",
            "Write the name in the file's header as the table has it."),
        Checked.by(FLEXIBLE, table(), "ID", "Name"));
  }

  @Test
  void generatedColumnsAreNotInTheFile() {
    Described generated = table().column("g", "int4", "{'generated': 'stored'}");
    assertEquals(List.of(), Checked.by(STRICT, generated, "id", "Name"));
    assertEquals(
        List.of(
            "generated_column UD002",
            "column \"g\" is a generated column",
            "Leave column 2 out of the file: the table computes it."),
        Checked.by(STRICT, generated, "id", "g", "Name"));
    assertEquals(
        List.of(
            "generated_column UD002",
            "column \"g\" is a generated column",
            "Leave it out of the file: the table computes it."),
        Checked.by(FLEXIBLE, generated, "id", "g"));
  }

  @Test
  void rowsThatComeInAdditionMayOmitWhatFillsItself() {
    Described table =
        table()
            .column("d", "int4", "{'has_default': true}")
            .column("i", "int4", "{'identity': 'always', 'nullable': false}");
    String append = "{'move_type': 'existing_schema', 'options': {'mode': 'append'}}";
    assertEquals(List.of(), Checked.by(append, table, "id", "Name"));
    assertEquals(
        List.of(
            "missing_column UD002",
            "column \"d\" of the table is not in the file",
            "missing_column UD002",
            "column \"i\" of the table is not in the file"),
        Checked.by(STRICT, table, "id", "Name"));
    assertEquals(
        List.of("missing_column UD002", "column \"Name\" of the table is not in the file"),
        Checked.by(append, table, "id"));
  }

  @Test
  void columnsThatStayMustBeFilled() {
    Described table = table().column("n", "int4", "{'nullable': false}");
    List<String> problem =
        List.of(
            "missing_column UD002",
            "column \"n\" is not in the file and cannot be null",
            "Give the column a default, or drop it.");
    assertEquals(List.of(), Checked.by(FLEXIBLE, table, "id"));
    assertEquals(
        problem,
        Checked.by(
            "{'move_type': 'new_schema', 'options': {'missing_columns': 'keep'}}", table, "id"));
    assertEquals(
        problem,
        Checked.by("{'move_type': 'new_schema', 'options': {'mode': 'append'}}", table, "id"));
  }

  @Test
  void findingsStandOnTheHeadersLine() {
    Subject onThree =
        new Subject(Checked.subject(NEW, null).request(), Operation.NEW_TABLE, List.of("xmin"), 3L);
    Findings findings = new Findings(1);
    ValidationService.check(onThree, findings);
    assertEquals(3, findings.sorted().get(0).line());
  }
}
