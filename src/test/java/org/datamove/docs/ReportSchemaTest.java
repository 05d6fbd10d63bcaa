package org.datamove.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/report.schema.json} is a schema, is strict, and has the keys of the manual's pages.
 */
class ReportSchemaTest {
  private static final String REPORT =
      """
      {"move_id": null,
       "source": {"path": "/a.csv", "bytes": 7, "identity": "7", "encoding": "UTF-8",
         "compression": null, "files": [{"path": "/a.csv", "bytes": 7, "rows": 1, "identity": "7",
         "encoding": "UTF-8", "compression": null, "decompressed_bytes": null}], "dialect": {"delimiter": ",", "delimiter_detected": true,
         "quote": "\\"", "escape": null, "null": "", "comment": null, "skip_lines": 0}},
       "target": {"table": "public.a", "exists": true, "operation": "existing_schema",
         "columns": [], "columns_added": [], "columns_removed": [], "columns_modified": [],
         "case_conflicts": [], "type_mismatches": [], "constraint_violations": [],
         "vectors": [{"column": "v", "data_type": "vector", "dimensions": 3}],
         "indexes": [{"name": "i", "method": "hnsw", "operator_classes": ["vector_l2_ops"],
           "options": ["m=8"], "dimensions": 3, "definition": "CREATE INDEX", "handling": "rebuilt",
           "reason": null}],
         "compatible": true, "requires_schema_update": false},
       "findings": [],
       "recommendations": [{"text": "Do it.", "sql": null, "option": {"move_type": "new_schema"}}],
       "plan": [{"kind": "load", "title": "load it", "sql": "COPY", "method": "copy"}],
       "rows": {"read": 1, "inserted": null, "updated": null, "unchanged": null, "skipped": null, "deleted": null, "rejected": 0,
         "suppressed": null},
       "metrics": {"plan": {"rows": 1, "bytes": 7, "seconds": 0.1, "rows_per_second": 10,
         "peak_heap_bytes": 1}, "load": null}}
      """;

  private static final String SCHEMA = Page.of("docs/report.schema.json").text();

  private static long problems(String report) {
    return schema(SCHEMA).validate(report, InputFormat.JSON).size();
  }

  private static JsonSchema schema(String text) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  @Test
  void acceptsAReport() {
    assertEquals(Set.of(), schema(SCHEMA).validate(REPORT, InputFormat.JSON));
  }

  @Test
  void refusesUnknownAndMissingKeysAndOtherTypes() {
    for (String change :
        new String[] {
          "\"bytes\": 7, \"identity\"> \"identity\"",
          "\"move_id\"> \"other\": 1, \"move_id\"",
          "\"compatible\": true> \"compatible\": \"yes\"",
          "\"method\": \"copy\"> \"method\": \"fast\"",
          "\"option\": {> \"option\": {\"csv\": 1, ",
          "\"load\": null> \"load\": {}"
        }) {
      String[] fromTo = change.split(">", 2);
      String changed = REPORT.replace(fromTo[0], fromTo[1]);
      assertNotEquals(REPORT, changed);
      assertNotEquals(0, problems(changed), change);
    }
  }

  @Test
  void everyKeyIsOnThePage() {
    String page = Page.of("docs/report.md").text() + Page.of("docs/findings.md").text();
    for (var key : new Page(SCHEMA).find("^ {8}\"(\\w+)\": [{]")) {
      assertTrue(page.contains(key.group(1)), key.group(1) + " is not on the page");
    }
  }
}
