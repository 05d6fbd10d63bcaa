package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.datamove.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private final ScriptedHost host = new ScriptedHost();
  private final Map<String, Object> request =
      Json.object(
          "{\"table_name\": \"t\", \"options\": {\"lock_timeout\": 7, \"types\": {\"a\": \"x\"}}}");
  private final Database database = new Database(host);
  private final Target target =
      new Target(
          database, new Locks(database, new LockSettings("0", null, 1000), () -> 0), request);

  private static Map<String, Object> found(Integer oid, String display) {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("oid", oid);
    found.put("display", display);
    found.put("lockable", oid == null ? null : true);
    found.put("lock_timeout", 7000);
    found.put("lock_timeout_text", "00:00:07");
    return found;
  }

  private static Map<String, Object> described(Integer oid, String more) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("display", "public.t");
    described.put("table", oid == null ? null : table(oid, more));
    return described;
  }

  private static Map<String, Object> table(int oid, String more) {
    Map<String, Object> table = new HashMap<>(Json.object(more));
    table.put("oid", oid);
    return table;
  }

  private String lines() {
    return host.script()
        .replaceAll("kept SET lock_timeout = \\d+; (.*); SET lock_timeout = 0", "$1");
  }

  @Test
  void theTableIsLockedBeforeItIsDescribed() throws Exception {
    Map<String, Object> described = described(5, "{}");
    host.answer("find_target", found(5, "t"));
    host.answer("describe_target", described);
    assertSame(described, target.describe(true));
    assertEquals(
        """
        run find_target
        LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE
        run describe_target""",
        lines());
    assertEquals(
        Map.of("table_name", "t", "lock_timeout", 7),
        new HashMap<>(Json.object(Json.write(argument(0)))));
    assertEquals(Map.of("table_name", "t", "types", Map.of("a", "x")), argument(2));
  }

  private Map<String, Object> argument(int command) {
    Command.Run run = (Command.Run) host.asked().get(command);
    return ((Statement.Ask) run.statements().get(0)).argument();
  }

  @Test
  void whatChangesNothingLocksNothing() throws Exception {
    host.answer("describe_target", described(5, "{}"));
    target.describe(false);
    assertEquals("run describe_target", lines());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotThereOrCannotBeLoadedIsNotLocked(boolean exists) throws Exception {
    Map<String, Object> found = found(exists ? 5 : null, "t");
    found.put("lockable", exists ? false : null);
    host.answer("find_target", found);
    host.answer("describe_target", described(exists ? 5 : null, "{}"));
    target.describe(true);
    assertEquals("run find_target\nrun describe_target", lines());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTableThatGotTheNameMeanwhileIsLockedToo(boolean another) throws Exception {
    host.answer("find_target", found(5, "t"), found(another ? 6 : null, "public.t"));
    host.answer("describe_target", described(another ? 6 : null, "{}"), described(6, "{\"b\": 1}"));
    assertEquals(described(6, "{\"b\": 1}"), target.describe(true));
    assertEquals(
        """
        run find_target
        LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE
        run describe_target
        run find_target
        %srun describe_target"""
            .formatted(another ? "LOCK TABLE public.t IN SHARE UPDATE EXCLUSIVE MODE\n" : ""),
        lines());
  }

  @Test
  void noLockIsTakenWhereThePlanNeedsNone() throws Exception {
    target.lockForChange(null);
    assertEquals("", lines());
  }

  @Test
  void thePlansLockIsTakenOnTheTableThatWasDescribed() throws Exception {
    Map<String, Object> now =
        table(5, "{\"estimated_rows\": 9, \"bytes\": 9, \"dependents\": [1]}");
    host.answer("find_target", found(5, "t"));
    host.answer("describe_target", described(5, "{\"estimated_rows\": 1, \"bytes\": 0}"));
    host.answer("describe_again", now);
    target.describe(true);
    target.lockForChange("ACCESS EXCLUSIVE");
    assertEquals(
        """
        run find_target
        LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE
        run describe_target
        LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE
        run describe_again""",
        lines());
    assertEquals(Map.of("oid", "5"), argument(4));
  }

  @Test
  void aRehearsalFindsOutHowLongItMayWait() throws Exception {
    host.answer("find_target", found(5, "t"));
    host.answer("describe_target", described(5, "{}"));
    host.answer("describe_again", table(5, "{}"));
    target.describe(false);
    target.lockForChange("EXCLUSIVE");
    assertEquals(
        """
        run describe_target
        run find_target
        LOCK TABLE public.t IN EXCLUSIVE MODE
        run describe_again""",
        lines());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTableThatChangedMeanwhileIsNotLoaded(boolean gone) throws Exception {
    host.answer("find_target", found(5, "t"));
    host.answer("describe_target", described(5, "{\"kind\": \"table\"}"));
    host.answer("describe_again", gone ? null : table(5, "{\"kind\": \"view\"}"));
    target.describe(true);
    MoveFailedException failed =
        assertThrows(MoveFailedException.class, () -> target.lockForChange("EXCLUSIVE"));
    assertEquals("40001", failed.failure().sqlState());
    assertEquals(
        "table \"public.t\" changed while the move was being planned", failed.failure().message());
    assertEquals("Run the move again.", failed.failure().hint());
  }

  @Test
  void aTableThatIsDroppedWhileItsLockIsAwaitedIsAnError() {
    host.answer("find_target", found(5, "t"));
    host.refuse("LOCK TABLE", "42P01");
    RefusedException refused = assertThrows(RefusedException.class, () -> target.describe(true));
    assertEquals("42P01", refused.refusal().sqlState());
    assertEquals(0, host.open());
  }
}
