package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.datamove.request.Described;
import org.datamove.request.Requests;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.MatchKey;
import org.datamove.validate.target.ReferencedRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that others refer to. */
class ReferencedRuleTest {
  private static final String STRICT = "{'move_type': 'existing_schema'}";

  private static Described table() {
    return Described.table("t").column("id", "int4").column("v", "text").primaryKey("id");
  }

  @Test
  void aReferencedTableIsReplacedByTheKeyThatOthersUse() {
    Described table =
        Described.table("t")
            .column("id", "int4")
            .column("v", "text")
            .unique("u", "v")
            .referencedBy("no action", "v");
    assertEquals(List.of(), Checked.by(STRICT, table, "id", "v"));
    assertEquals(List.of("v"), MatchKey.columns(Requests.of(STRICT, table)));
    assertEquals(List.of("id"), MatchKey.columns(Requests.of(STRICT, table.primaryKey("id"))));
  }

  @ParameterizedTest
  @CsvSource({"cascade,CASCADE", "set null,SET NULL", "set default,SET DEFAULT"})
  void rowsOfOthersDoNotGoUnasked(String action, String shown) throws InterruptedException {
    Described table = table().referencedBy(action, "id");
    String message =
        "cannot replace the rows of table \"s.t\" because foreign key \"child_fkey\" of table"
            + " s.child has ON DELETE "
            + shown;
    String hint =
        "To let that happen to rows whose key is not in the file, set the options"
            + " {\"allow_referential_actions\": true}. To keep those rows, set the options {\"mode\": \"upsert\"}.";
    List<String> asked = new ArrayList<>();
    for (Long rows : new Long[] {7L, 1L, null}) {
      Findings findings = new Findings(10);
      ReferencedRule.check(
          Checked.subject(STRICT, table),
          (name, column) -> {
            asked.add(name + "." + column);
            return rows;
          },
          findings);
      String count = rows == null ? "" : rows == 1 ? " (1 row refers)" : " (7 rows refer)";
      assertEquals(
          List.of("target_referenced 2BP01", message + count, hint), Checked.show(findings));
    }
    assertEquals(List.of("s.child.parent", "s.child.parent", "s.child.parent"), asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no action|'mode': 'replace'",
        "restrict|'mode': 'replace'",
        "cascade|'allow_referential_actions': true",
        "cascade|'mode': 'append'",
        "set null|'mode': 'upsert'"
      },
      quoteCharacter = '"')
  void referencesThatAreInNobodysWay(String action, String options) throws InterruptedException {
    Findings findings = new Findings(10);
    ReferencedRule.check(
        Checked.subject(
            "{'move_type': 'existing_schema', 'options': {" + options + "}}",
            table().referencedBy(action, "id")),
        (name, column) -> {
          throw new AssertionError("asked for " + name + "." + column);
        },
        findings);
    assertEquals(List.of(), Checked.show(findings));
  }
}
