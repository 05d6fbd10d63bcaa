package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.catalog.DependentInfo;
import org.datamove.catalog.TableInfo;
import org.datamove.json.Json;
import org.datamove.validate.change.DependentRule;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DependentRuleTest {
  private static final String KEEP =
      " Or keep the column: set the options {\"missing_columns\": \"keep\"}.";

  private final List<Map<String, Object>> dependents = new ArrayList<>();

  @Test
  void aViewIsInTheWayOfDroppingAndWideningAlike() {
    depends(
        "view", "shop.cheap", "a", List.of("a", "b"), Map.of("drop_sql", "DROP VIEW shop.cheap"));
    Finding drop = only(check(Set.of("a"), Set.of()));
    assertEquals(FindingCode.DEPENDENT_OBJECT, drop.code());
    assertEquals(Severity.ERROR, drop.code().severity());
    assertEquals("2BP01", drop.sqlState());
    assertEquals("a", drop.column());
    assertEquals("cannot drop column \"a\" because view shop.cheap depends on it", drop.message());
    assertEquals(
        "Run DROP VIEW shop.cheap; before the move, and create it again after it." + KEEP,
        drop.hint());
    Finding widen = only(check(Set.of(), Set.of("a")));
    assertEquals(
        "cannot widen column \"a\" because view shop.cheap depends on it", widen.message());
    assertEquals(
        "Run DROP VIEW shop.cheap; before the move, and create it again after it.", widen.hint());
  }

  @Test
  void whatDependsOnOtherColumnsDoesNotMatter() {
    depends("view", "shop.cheap", "c", List.of("c"), Map.of());
    assertEquals(List.of(), check(Set.of("a"), Set.of("b")));
  }

  @Test
  void aForeignKeyIsInTheWayOfDroppingAndOfWhatPostgresRefuses() {
    depends("foreign key", "fk on shop.item", "a", List.of("a"), Map.of());
    depends(
        "referencing foreign key", "in on shop.o", "b", List.of("b"), Map.of("blocks_alter", true));
    assertEquals(2, check(Set.of("a", "b"), Set.of()).size());
    assertEquals(
        "cannot widen column \"b\" because referencing foreign key in on shop.o depends on it",
        only(check(Set.of(), Set.of("a", "b"))).message());
  }

  @Test
  void anIndexGoesWithItsColumn() {
    depends("index", "shop.i", "a", List.of("a"), Map.of());
    Finding finding = only(check(Set.of("a"), Set.of()));
    assertEquals(FindingCode.DROPPED_WITH_COLUMN, finding.code());
    assertEquals(Severity.WARNING, finding.code().severity());
    assertNull(finding.sqlState());
    assertEquals("index shop.i is dropped with column \"a\"", finding.message());
    assertEquals(List.of(), check(Set.of(), Set.of("a")), "a new type makes it anew");
  }

  @Test
  void columnsThatAreDroppedTogetherTakeAlongWhatSpansThem() {
    spansAAndB("primary key", "pk on shop.item", Map.of());
    Finding finding = only(check(Set.of("b", "a"), Set.of()));
    assertEquals("a", finding.column());
    assertEquals(
        "primary key pk on shop.item is dropped with columns \"a\", \"b\"", finding.message());
  }

  @Test
  void whatAlsoSpansAColumnThatStaysNeedsTheOption() {
    spansAAndB("statistics", "shop.st", Map.of("drop_sql", "DROP STATISTICS shop.st"));
    Finding refused = only(check(Set.of("b"), Set.of()));
    assertEquals(FindingCode.DEPENDENT_OBJECT, refused.code());
    assertEquals("b", refused.column());
    assertEquals(
        "cannot drop column \"b\" because statistics shop.st also spans column \"a\"",
        refused.message());
    assertEquals(
        "Run DROP STATISTICS shop.st; before the move, and create it again after it."
            + " Or set the options {\"drop_spanning_indexes\": true}."
            + KEEP,
        refused.hint());
    Finding goes = only(check(Set.of("b"), Set.of(), true));
    assertEquals(FindingCode.DROPPED_WITH_COLUMN, goes.code());
    assertEquals(
        "statistics shop.st, which also spans column \"a\", is dropped with column \"b\"",
        goes.message());
  }

  @Test
  void theOptionDoesNotMoveWhatPostgresRefusesToDrop() {
    spansAAndB("exclusion constraint", "x on shop.item", Map.of("blocks_drop", true));
    for (boolean dropSpanning : new boolean[] {false, true}) {
      Finding finding = only(check(Set.of("b"), Set.of(), dropSpanning));
      assertEquals(FindingCode.DEPENDENT_OBJECT, finding.code());
      assertFalse(finding.hint().contains("drop_spanning_indexes"), finding.hint());
    }
  }

  @Test
  void aGeneratedColumnMayGoWithWhatItUses() {
    depends(
        "generated column",
        "shop.item.g",
        "a",
        List.of("a"),
        Map.of("name", "g", "blocks_drop", true, "blocks_alter", true));
    assertEquals(1, check(Set.of("a"), Set.of()).size());
    assertEquals(1, check(Set.of(), Set.of("a")).size());
    assertEquals(List.of(), check(Set.of("a", "g"), Set.of()));
  }

  @Test
  void aViewOfTheWholeRowHasOneFindingForAllColumns() {
    depends("view", "shop.rows", null, List.of(), Map.of());
    assertEquals(List.of(), check(Set.of(), Set.of()));
    Finding one = only(check(Set.of("b"), Set.of()));
    assertEquals("b", one.column());
    assertEquals(
        "cannot drop column \"b\" because view shop.rows uses the table's whole row",
        one.message());
    Finding more = only(check(Set.of("b", "a"), Set.of("c")));
    assertNull(more.column());
    assertEquals(
        "cannot drop columns \"a\", \"b\" and widen column \"c\" because view shop.rows uses the"
            + " table's whole row",
        more.message());
  }

  @Test
  void aUserOfTheRowTypeMattersWhereItHoldsRows() {
    depends("row type user", "shop.f(shop.item)", null, List.of(), Map.of());
    depends(
        "row type user",
        "shop.log.item",
        null,
        List.of(),
        Map.of("object_type", "table column", "blocks_alter", true));
    assertEquals(
        "cannot drop column \"a\" because table column shop.log.item uses the table's row type",
        only(check(Set.of("a"), Set.of())).message());
    assertEquals(1, check(Set.of(), Set.of("a")).size());
  }

  @Test
  void anObjectIsNamedOnceForAColumn() {
    depends("view", "shop.v", "a", List.of("a"), Map.of());
    depends("view", "shop.v", null, List.of("a"), Map.of());
    assertEquals("a", only(check(Set.of("a"), Set.of())).column());
    assertEquals("b", only(check(Set.of("b"), Set.of())).column());
    assertEquals(2, check(Set.of("a", "b"), Set.of()).size());
  }

  @Test
  void rulesAndFunctionsMatterAsPostgresSays() {
    depends("rule", "r on shop.item", "a", List.of("a"), Map.of("blocks_alter", true));
    depends("function", "shop.f()", null, List.of(), Map.of());
    assertEquals(List.of(), check(Set.of("a"), Set.of()));
    assertEquals(1, check(Set.of(), Set.of("a")).size());
  }

  @Test
  void anInheritingTableLosesItsColumnOnlyWithTheOption() {
    depends("inheritance child", "shop.old", "a", List.of("a", "b"), Map.of());
    assertEquals(
        "cannot drop column \"a\" because inheritance child shop.old would lose it too",
        only(check(Set.of("a"), Set.of())).message());
    Finding warning = only(check(Set.of("a"), Set.of(), true));
    assertEquals(FindingCode.DROPPED_WITH_COLUMN, warning.code());
    assertEquals("inheritance child shop.old loses its column \"a\"", warning.message());
    assertEquals(List.of(), check(Set.of(), Set.of("a")));
  }

  @ParameterizedTest
  @EnumSource(DependentInfo.Kind.class)
  void everyKindIsNamedAndHasAWayOut(DependentInfo.Kind kind) {
    depends(
        kind.words(),
        "shop.x",
        "a",
        List.of("a"),
        Map.of("name", "x", "object_type", "thing", "blocks_drop", true, "blocks_alter", true));
    for (Finding finding : check(Set.of("a"), Set.of())) {
      assertTrue(
          finding.message().matches("cannot drop column \"a\" because .*x\"? depends on it"),
          finding.message());
      assertTrue(finding.hint().matches("[A-Z].*\\."), finding.hint());
    }
    assertEquals(1, check(Set.of("a"), Set.of()).size());
    assertEquals(1, check(Set.of(), Set.of("a")).size());
  }

  private void spansAAndB(String kind, String identity, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("spans_other_columns", true);
    depends(kind, identity, "a", List.of("a", "b"), all);
    depends(kind, identity, "b", List.of("a", "b"), all);
  }

  private void depends(
      String kind, String identity, String column, List<String> columns, Map<String, Object> more) {
    Map<String, Object> dependent = new HashMap<>(more);
    dependent.put("kind", kind);
    dependent.putIfAbsent("object_type", kind);
    dependent.put("identity", identity);
    dependent.put("column", column);
    dependent.put("columns", columns);
    dependents.add(dependent);
  }

  private List<Finding> check(Set<String> dropped, Set<String> altered) {
    return check(dropped, altered, false);
  }

  private List<Finding> check(Set<String> dropped, Set<String> altered, boolean dropSpanning) {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "g")) {
      Map<String, Object> column = new HashMap<>();
      column.put("name", name);
      column.put("type_schema", "pg_catalog");
      column.put("type_name", "int4");
      column.put("type_kind", "b");
      column.put("type_sql", "integer");
      column.put("nullable", true);
      column.put("generated", name.equals("g") ? "stored" : null);
      columns.add(column);
    }
    String json = Json.write(Map.of("columns", columns, "dependents", dependents));
    Findings findings = new Findings(100);
    DependentRule.check(
        TableInfo.fromJson(Json.object(json)), dropped, altered, dropSpanning, findings);
    return findings.sorted();
  }

  private static Finding only(List<Finding> findings) {
    assertEquals(1, findings.size(), findings.toString());
    return findings.get(0);
  }
}
