package org.datamove.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.datamove.engine.Version;
import org.datamove.host.pljava.SelfCheck;
import org.datamove.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds between the scripts, the deployment descriptor and the classes that it names. */
class InstallScriptsTest {
  private static final Pattern CREATED =
      Pattern.compile(
          "CREATE (?:OR REPLACE )?(AGGREGATE|FUNCTION|TABLE|TYPE|VIEW)(?: IF NOT EXISTS)? datamove\\.(\\w+)");
  private static final Pattern COMMENTED =
      Pattern.compile("COMMENT ON (AGGREGATE|FUNCTION|TABLE|TYPE|VIEW) datamove\\.(\\w+)");
  private static final Pattern BINDING =
      Pattern.compile("AS '([\\w.]+)=([\\w.]+)\\.(\\w+)\\(([\\w.,\\[\\]]*)\\)'");

  private static String descriptor;
  private static String scripts;
  private static String uninstall;

  @BeforeAll
  static void read() throws IOException {
    descriptor = Files.readString(Path.of("deploy-descriptor", "datamove.ddr"));
    uninstall = Files.readString(Path.of("sql", "uninstall.sql"));
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("sql"), "*.sql")) {
      for (Path file : files) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    scripts = all.toString();
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theDescriptorKeepsToWhatItsParserKnows() {
    assertFalse(descriptor.contains("$"), "dollar quotes are cut at a semicolon");
    assertFalse(descriptor.contains("--"), "a comment swallows the statements behind it");
    assertEquals(4, descriptor.chars().filter(c -> c == '"').count(), "two quoted blocks");
  }

  @Test
  void theDescriptorNeverReplacesByDropping() {
    String install = descriptor.substring(0, descriptor.indexOf("END INSTALL"));
    assertFalse(install.contains("DROP"));
    assertEquals(
        names(CREATED, install).size(),
        BINDING.matcher(install).results().count(),
        "one binding for each function");
    assertEquals(
        BINDING.matcher(install).results().count(),
        Pattern.compile("CREATE OR REPLACE FUNCTION").matcher(install).results().count());
    assertFalse(descriptor.contains("CASCADE"));
  }

  @Test
  void functionsInJavaAreClosedToOthersAndRemoved() {
    Set<String> created = names(CREATED, descriptor);
    Pattern revoked =
        Pattern.compile("REVOKE ALL ON (FUNCTION) datamove\\.(\\w+)\\([^)]*\\) FROM PUBLIC");
    Pattern dropped = Pattern.compile("DROP (FUNCTION) IF EXISTS datamove\\.(\\w+)\\(");
    assertEquals(created, names(revoked, descriptor));
    assertEquals(created, names(dropped, descriptor));
    assertTrue(created.stream().allMatch(name -> name.startsWith("FUNCTION java_")));
  }

  @Test
  void everyBindingNamesAMethod() throws ReflectiveOperationException {
    for (MatchResult binding : BINDING.matcher(descriptor).results().toList()) {
      String parameters = binding.group(4);
      Class<?>[] types =
          parameters.isEmpty()
              ? new Class<?>[0]
              : Arrays.stream(parameters.split(","))
                  .map(InstallScriptsTest::type)
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

  @Test
  void everythingCreatedHasAComment() {
    assertEquals(names(CREATED, scripts + descriptor), names(COMMENTED, scripts + descriptor));
  }

  @Test
  void everythingCreatedIsUninstalledByName() {
    for (String object : names(CREATED, scripts + descriptor)) {
      String name = object.substring(object.indexOf(' ') + 1);
      boolean named =
          uninstall.contains("'" + name + "'") || uninstall.contains(" datamove." + name + ";");
      assertTrue(named, object + " in uninstall.sql");
    }
  }

  @Test
  void onlyKnownFunctionsAreOpenToUsersAndNoneInJava() throws IOException {
    String grants = Files.readString(Path.of("sql", "grants.sql"));
    Set<String> created = names(CREATED, scripts);
    Set<String> javaFunctions = names(CREATED, descriptor);
    Matcher name = Pattern.compile("'([a-z_]+)'").matcher(grants.split("\\];", 2)[0]);
    int count = 0;
    while (name.find()) {
      assertTrue(
          created.contains("FUNCTION " + name.group(1))
              || created.contains("AGGREGATE " + name.group(1)),
          name.group(1));
      assertFalse(javaFunctions.contains("FUNCTION " + name.group(1)), name.group(1));
      count++;
    }
    assertTrue(count > 5);
  }

  /** The bodies of the functions that run on the caller's search_path, by name; no comments. */
  private static Map<String, String> onTheCallersPath() {
    Pattern function =
        Pattern.compile("(?s)CREATE OR REPLACE FUNCTION (\\S+?)\\((.*?)(\\$\\w*\\$)(.*?)\\3;");
    Map<String, String> bodies =
        function
            .matcher(scripts)
            .results()
            .filter(found -> !found.group(2).contains("SET search_path"))
            .collect(
                Collectors.toMap(
                    found -> found.group(1), found -> found.group(4).replaceAll("--[^\n]*", "")));
    assertTrue(bodies.size() > 20, "functions that run on the caller's search_path: " + bodies);
    return bodies;
  }

  /** Some syntax finds its operator by the caller's search_path, and none can be named there. */
  @Test
  void whatRunsOnTheCallersSearchPathNamesItsOperators() {
    Pattern hidden =
        Pattern.compile(
            "(?i)\\bnullif\\(|\\bCASE\\s+(?!WHEN\\b)\\S|\\bIS (NOT )?DISTINCT FROM\\b"
                + "|\\bIN \\((?!SELECT)|\\b(I?LIKE|BETWEEN|NATURAL)\\b|\\s(=|<>|[<>]=?|\\|\\|)\\s");
    onTheCallersPath()
        .forEach(
            (name, body) -> {
              Matcher operator =
                  hidden.matcher(
                      body.replaceAll("'(?:[^']|'')*'", "''")
                          .replaceAll("(?s)(RAISE|GET (STACKED )?DIAGNOSTICS)\\b[^;]*;", ""));
              assertFalse(operator.find(), () -> name + ": " + operator.group());
            });
  }

  /** Only types of the grammar are found without a schema; the others may have a namesake. */
  @Test
  void whatRunsOnTheCallersSearchPathNamesTheSchemasOfTypes() {
    String type = " (?:CONSTANT )?(\\w+)\\b(?!\\.)";
    Pattern section = Pattern.compile("(?s)\\bDECLARE\\b(.*?)\\bBEGIN\\b");
    Pattern variable = Pattern.compile("^\\s*\\w+" + type);
    Pattern use =
        Pattern.compile(
            "::\\s*(\\w+)\\b(?!\\.)|(?i:\\bCAST)\\([^()]* (?i:AS)"
                + type
                + "|(?i:\\bAS) \\w+\\((?:[^()]*,)?\\s*\\w+"
                + type);
    Set<String> grammar =
        Set.of("bigint", "boolean", "double", "integer", "interval", "numeric", "timestamp");
    Set<String> unqualified = new TreeSet<>();
    onTheCallersPath()
        .forEach(
            (name, body) -> {
              Stream<String> declarations =
                  section
                      .matcher(body.replaceAll("'(?:[^']|'')*'", "''"))
                      .results()
                      .flatMap(declare -> Arrays.stream(declare.group(1).split(";")));
              Stream.concat(
                      declarations.flatMap(one -> variable.matcher(one).results()),
                      use.matcher(body).results())
                  .flatMap(
                      found -> IntStream.rangeClosed(1, found.groupCount()).mapToObj(found::group))
                  .filter(found -> found != null && !grammar.contains(found))
                  .forEach(found -> unqualified.add(name + ": " + found));
            });
    assertEquals(Set.of(), unqualified);
  }

  /** A function's text is read under the caller's standard_conforming_strings. */
  @Test
  void backslashesAreWrittenInEscapeStrings() {
    Pattern body = Pattern.compile("(?s)AS \\$\\$(.*?)\\$\\$;");
    Pattern literal = Pattern.compile("(E?)'((?:[^']|'')*)'");
    for (MatchResult function : body.matcher(scripts).results().toList()) {
      String text = function.group(1).replaceAll("--[^\n]*", "");
      for (MatchResult found : literal.matcher(text).results().toList()) {
        assertTrue(!found.group(1).isEmpty() || !found.group(2).contains("\\"), found.group());
      }
    }
  }

  @Test
  void nothingIsDroppedWithWhatDependsOnIt() {
    assertFalse(Pattern.compile("(?i)\\bcascade\\s*;").matcher(scripts).find());
  }
}
