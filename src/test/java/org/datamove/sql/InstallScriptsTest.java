package org.datamove.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scripts hold to, and what holds between them. */
class InstallScriptsTest {
  private static final String SCRIPTS = SqlScripts.all();
  private static final String DESCRIPTOR = SqlScripts.descriptor();

  private static Stream<FunctionRule> rules() {
    return Stream.of(
        new OperatorRule(), new TypeRule(), new CallRule(), new BackslashRule(), new DefinerRule());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyFunctionKeepsToTheRule(FunctionRule rule) {
    Set<String> faults = new TreeSet<>();
    for (SqlFunction function : SqlFunction.of(SCRIPTS)) {
      rule.faults(function).forEach(fault -> faults.add(function.name() + ": " + fault));
    }
    assertEquals(Set.of(), faults);
  }

  @Test
  void theRulesSeeEveryFunction() {
    List<SqlFunction> functions = SqlFunction.of(SCRIPTS);
    long created = Pattern.compile("(?m)^CREATE .*FUNCTION ").matcher(SCRIPTS).results().count();
    assertEquals(created, functions.size());
    assertTrue(functions.stream().filter(SqlFunction::isOnCallersPath).count() > 20);
    assertTrue(functions.stream().filter(SqlFunction::isDefiner).count() > 5);
  }

  /** What a database in whatever encoding can hold. */
  @Test
  void everyCharacterIsAscii() {
    String all = SCRIPTS + DESCRIPTOR;
    assertEquals("", all.replaceAll("\\p{ASCII}", ""));
  }

  @Test
  void everythingCreatedHasAComment() {
    String all = SCRIPTS + DESCRIPTOR;
    assertEquals(SqlScripts.created(all), SqlScripts.commented(all));
  }

  @Test
  void everythingCreatedIsUninstalledByName() {
    String uninstall = SqlScripts.script("uninstall.sql");
    for (String object : SqlScripts.created(SCRIPTS + DESCRIPTOR)) {
      String name = object.substring(object.indexOf(' ') + 1);
      boolean named =
          uninstall.contains("'" + name + "'") || uninstall.contains(" datamove." + name + ";");
      assertTrue(named, object + " in uninstall.sql");
    }
  }

  @Test
  void onlyKnownFunctionsAreOpenToUsersAndNoneInJava() {
    Set<String> created = SqlScripts.created(SCRIPTS);
    Set<String> inJava = SqlScripts.created(DESCRIPTOR);
    String open = SqlScripts.script("grants.sql").split("\\];", 2)[0];
    Matcher name = Pattern.compile("'([a-z_]+)'").matcher(open);
    int count = 0;
    while (name.find()) {
      assertTrue(
          created.contains("FUNCTION " + name.group(1))
              || created.contains("AGGREGATE " + name.group(1)),
          name.group(1));
      assertFalse(inJava.contains("FUNCTION " + name.group(1)), name.group(1));
      count++;
    }
    assertTrue(count > 5);
  }

  @Test
  void nothingIsDroppedWithWhatDependsOnIt() {
    assertFalse(Pattern.compile("(?i)\\bcascade\\s*;").matcher(SCRIPTS).find());
  }
}
