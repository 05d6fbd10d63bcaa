package org.datamove.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.datamove.engine.Version;
import org.datamove.host.pljava.SelfCheck;
import org.datamove.json.Json;
import org.junit.jupiter.api.Test;

/** What holds between the deployment descriptor and the classes that it names. */
class DeploymentDescriptorTest {
  private static final Pattern BINDING =
      Pattern.compile("AS '([\\w.]+)=([\\w.]+)\\.(\\w+)\\(([\\w.,\\[\\]]*)\\)'");
  private static final String DESCRIPTOR = SqlScripts.descriptor();

  @Test
  void itKeepsToWhatItsParserKnows() {
    assertFalse(DESCRIPTOR.contains("$"), "dollar quotes are cut at a semicolon");
    assertFalse(DESCRIPTOR.contains("--"), "a comment swallows the statements behind it");
    assertEquals(4, DESCRIPTOR.chars().filter(c -> c == '"').count(), "two quoted blocks");
  }

  @Test
  void itNeverReplacesByDropping() {
    String install = DESCRIPTOR.substring(0, DESCRIPTOR.indexOf("END INSTALL"));
    assertFalse(install.contains("DROP"));
    assertEquals(
        SqlScripts.created(install).size(),
        BINDING.matcher(install).results().count(),
        "one binding for each function");
    assertEquals(
        BINDING.matcher(install).results().count(),
        Pattern.compile("CREATE OR REPLACE FUNCTION").matcher(install).results().count());
    assertFalse(DESCRIPTOR.contains("CASCADE"));
  }

  @Test
  void functionsInJavaAreClosedToOthersAndRemoved() {
    Set<String> created = SqlScripts.created(DESCRIPTOR);
    Pattern revoked =
        Pattern.compile("REVOKE ALL ON (FUNCTION) datamove\\.(\\w+)\\([^)]*\\) FROM PUBLIC");
    Pattern dropped = Pattern.compile("DROP (FUNCTION) IF EXISTS datamove\\.(\\w+)\\(");
    assertEquals(created, SqlScripts.names(revoked, DESCRIPTOR));
    assertEquals(created, SqlScripts.names(dropped, DESCRIPTOR));
    assertTrue(created.stream().allMatch(name -> name.startsWith("FUNCTION java_")));
  }

  @Test
  void everyBindingNamesAMethod() throws ReflectiveOperationException {
    for (MatchResult binding : BINDING.matcher(DESCRIPTOR).results().toList()) {
      String parameters = binding.group(4);
      Class<?>[] types =
          parameters.isEmpty()
              ? new Class<?>[0]
              : Arrays.stream(parameters.split(","))
                  .map(DeploymentDescriptorTest::type)
                  .toArray(Class<?>[]::new);
      assertEquals(
          type(binding.group(1)),
          Class.forName(binding.group(2)).getMethod(binding.group(3), types).getReturnType(),
          binding.group());
    }
  }

  private static Class<?> type(String name) {
    try {
      return name.equals("int") ? int.class : Class.forName(name.equals("byte[]") ? "[B" : name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSelfCheckAnswersWithoutAPolicyToo() {
    Map<String, Object> report = Json.object(SelfCheck.report());
    assertEquals(Version.TEXT, report.get("version"));
    assertEquals(Runtime.version().feature(), report.get("java_feature"));
    assertEquals(false, report.get("enforced"));
    assertEquals(List.of(), report.get("missing"));
    assertEquals(List.of(), report.get("undue"));
  }
}
