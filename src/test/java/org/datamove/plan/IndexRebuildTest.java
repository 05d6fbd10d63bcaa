package org.datamove.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.datamove.request.Described;
import org.datamove.request.Request;
import org.datamove.request.Requests;
import org.datamove.validate.move.Operation;
import org.junit.jupiter.api.Test;

class IndexRebuildTest {
  private static final String INDEX =
      "{'name': '%s', 'method': '%s', 'columns': ['%s'], 'operator_classes': ['%s'],"
          + " 'options': ['m=8'], 'dimensions': %s, 'full_definition': 'CREATE INDEX %s'}";

  private static Described table(String more) {
    return Described.table("t")
        .column("v", "text")
        .column("id", "int4")
        .with("{'indexes': [" + btree() + ", " + hnsw() + "]" + more + "}");
  }

  private static String btree() {
    return INDEX.formatted("b", "btree", "v", "text_ops", "null", "b");
  }

  private static String hnsw() {
    return INDEX.formatted("h", "hnsw", "id", "vector_l2_ops", "3", "h");
  }

  private static List<String> handling(String options, Described table, long bytes) {
    Request request =
        Requests.of("{'move_type': 'existing_schema', 'options': {" + options + "}}", table);
    FileFacts file = new FileFacts("/in.csv", "identity", ";", List.of("v", "id"), bytes, 0);
    return TablePlanner.plan(request, file, Operation.EXISTING_SCHEMA, Evolution.NONE, false)
        .indexes()
        .stream()
        .map(index -> index.name() + " " + index.handling() + " " + index.reason())
        .toList();
  }

  @Test
  void theSizeOfTheFileDecides() {
    assertEquals(
        List.of("b KEPT_UP the file is smaller than 4 MB", "h REBUILT null"),
        handling("", table(""), IndexRebuild.LEAST_BYTES - 1));
    assertEquals(
        List.of("b REBUILT null", "h REBUILT null"),
        handling("", table(""), IndexRebuild.LEAST_BYTES));
  }

  @Test
  void triggersMayNeedOrdinaryIndexes() {
    Described table = table(", 'trigger_flags': {'before_row_insert': true}");
    assertEquals(
        List.of("b KEPT_UP triggers of the table may look for rows with it", "h REBUILT null"),
        handling("", table, IndexRebuild.LEAST_BYTES));
    assertEquals(
        List.of("b REBUILT null", "h REBUILT null"),
        handling("'rebuild_indexes': 'always'", table, 1));
  }

  @Test
  void pendingTriggerEventsForbidIt() {
    String reason = " KEPT_UP a constraint or trigger of the table is deferrable";
    assertEquals(
        List.of("b" + reason, "h" + reason),
        handling("'rebuild_indexes': 'always'", table(", 'triggers': [{'deferrable': true}]"), 1));
  }

  @Test
  void rowsThatStayKeepTheirIndexes() {
    String reason = " KEPT_UP the table is not emptied by TRUNCATE";
    for (String options : List.of("'mode': 'append'", "'replace_by': 'delete'")) {
      assertEquals(
          List.of("b" + reason, "h" + reason),
          handling(options + ", 'rebuild_indexes': 'always'", table(""), 1));
    }
  }

  @Test
  void stepsAreInOrder() {
    Request request =
        Requests.of("{'move_type': 'existing_schema', 'options': {'analyze': false}}", table(""));
    FileFacts file = new FileFacts("/in.csv", "identity", ";", List.of("v", "id"), 1, 0);
    assertEquals(
        List.of("drop_index", "truncate", "load", "recreate_index"),
        TablePlanner.plan(request, file, Operation.EXISTING_SCHEMA, Evolution.NONE, false)
            .steps()
            .stream()
            .map(Step::kind)
            .toList());
  }

  private static PlannedIndex index(
      String method, String operatorClass, Integer dimensions, String... options) {
    return new PlannedIndex(
        "i",
        method,
        List.of(operatorClass),
        List.of(options),
        dimensions,
        null,
        PlannedIndex.Handling.REBUILT,
        null);
  }

  /** Rows after which pgvector 0.8.6 told that 8 MB were used up. */
  @Test
  void estimatesTheMemoryOfAGraph() {
    long had = 8 << 20;
    assertEquals(
        1.0, IndexMemory.estimate(index("hnsw", "vector_l2_ops", 64), 8106) / (double) had, 0.02);
    assertEquals(
        1.0, IndexMemory.estimate(index("hnsw", "vector_l2_ops", 512), 2965) / (double) had, 0.02);
    assertEquals(
        1.0,
        IndexMemory.estimate(index("hnsw", "vector_l2_ops", 64, "m=4"), 12575) / (double) had,
        0.02);
    assertEquals(
        1.0,
        IndexMemory.estimate(index("hnsw", "halfvec_l2_ops", 64, "m=48"), 4350) / (double) had,
        0.02);
  }

  @Test
  void estimatesNothingWhereNothingIsKnown() {
    assertEquals(0, IndexMemory.estimate(index("hnsw", "vector_l2_ops", 64), 0));
    assertEquals(0, IndexMemory.estimate(index("hnsw", "sparsevec_l2_ops", 64), 1000));
    assertEquals(0, IndexMemory.estimate(index("btree", "int4_ops", null), 1000));
  }

  @Test
  void listsFollowTheRows() {
    assertEquals(1, VectorIndexes.lists(0));
    assertEquals(1, VectorIndexes.lists(1999));
    assertEquals(100, VectorIndexes.lists(100_000));
    assertEquals(1000, VectorIndexes.lists(1_000_000));
    assertEquals(2000, VectorIndexes.lists(4_000_000));
    assertEquals(32_768, VectorIndexes.lists(2_000_000_000));
  }
}
