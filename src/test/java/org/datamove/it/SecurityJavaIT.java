package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.datamove.testing.Engine;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What a role gets through datamove's jar that may use language {@code java} and schema {@code
 * sqlj}, and has a schema of its own.
 */
class SecurityJavaIT {
  private static final String SECRET = "the content of a file of mode 0600";
  private static final EvilJar EVIL = new EvilJar();

  @TestFactory
  Stream<DynamicContainer> attacks() {
    if (Runtime.version().feature() >= 24) {
      Installations.skipped("a security policy for Java: there is none from Java 24 on");
      return Stream.of();
    }
    return Stage.each(
        Engine.PLJAVA,
        List.of(
            new Stage.Named("every static method of the jar", SecurityJavaIT::everyMethod),
            new Stage.Named("a jar beside datamove's", SecurityJavaIT::besideOurs),
            new Stage.Named("the jar itself", SecurityJavaIT::theJarItself),
            new Stage.Named("work of others in the session", SecurityJavaIT::othersWork)));
  }

  /** A session of a role that may use sandboxed Java, with datamove's jar on its class path. */
  private static Connection programmer(Stage stage) throws SQLException {
    Connection guest = Attack.guest(stage);
    Jdbc.execute(
        stage.witness,
        "GRANT USAGE ON LANGUAGE java TO guest; GRANT USAGE ON SCHEMA sqlj TO guest");
    Jdbc.execute(guest, "CREATE SCHEMA mine");
    Jdbc.execute(guest, "SELECT sqlj.set_classpath('mine', 'datamove')");
    Attack.shell(
        stage, "echo '" + SECRET + "' > " + secret(stage) + "; chmod 600 " + secret(stage));
    return guest;
  }

  private static String secret(Stage stage) throws SQLException {
    return Attack.directory(stage).replace("security_", "secret_");
  }

  private static String hex(byte[] bytes) {
    return "'\\x" + HexFormat.of().formatHex(bytes) + "'";
  }

  /** What a call has given away, or null. */
  private static String breach(String answer) {
    return answer != null && (answer.contains(SECRET) || answer.contains("uid=")) ? answer : null;
  }

  private static String answer(Connection session, String query) throws SQLException {
    try {
      return Jdbc.value(session, query);
    } catch (SQLException e) {
      assertTrue(!session.isClosed() && session.isValid(10), () -> query + " ended the session");
      return e.getMessage();
    }
  }

  private static void everyMethod(Stage stage) throws Exception {
    Connection guest = programmer(stage);
    String secret = secret(stage);
    List<Method> methods = StaticMethods.of(Project.serverJar());
    Map<String, Method> bound = new LinkedHashMap<>();
    for (Method method : methods) {
      String function = "mine.f" + bound.size();
      try {
        Jdbc.execute(guest, StaticMethods.binding(function, method));
        bound.put(function, method);
      } catch (SQLException e) {
        // of no type that PL/Java knows
      }
    }
    assertTrue(bound.size() > 80, "methods bound: " + bound.size());
    String request =
        "'{\"task\": \"inspect\", \"csv_path\": \"%s\", \"session\": {\"access\": [{\"role\": \"x\","
            + " \"all_files\": true, \"all_objects\": true}]}}'";
    List<String> texts =
        List.of(
            "E" + Jdbc.literal(EVIL.directory()).replace("\n", "\\n"),
            Jdbc.literal(secret),
            "'file://" + secret + "'",
            "'/bin/sh -c id'",
            request.formatted(secret),
            request.formatted("s3://bucket/key"),
            "'datamove.images'",
            "''");
    List<String> breaches = new ArrayList<>();
    int calls = 0;
    for (String text : texts) {
      for (Map.Entry<String, Method> one : bound.entrySet()) {
        for (byte[] bytes : List.of(EVIL.images(), EVIL.entry())) {
          String call = StaticMethods.call(one.getKey(), one.getValue(), text, hex(bytes));
          String breach = breach(answer(guest, call));
          calls++;
          if (breach != null) {
            breaches.add(one.getValue() + ": " + breach);
          }
          if (!call.contains("bytea")) {
            break;
          }
        }
      }
    }
    System.out.printf(
        "%d public static methods, %d bound, %d calls, %d breaches%n",
        methods.size(), bound.size(), calls, breaches.size());
    assertEquals(List.of(), breaches);
    assertEquals("id", Jdbc.value(guest, Attack.inspect(Attack.directory(stage) + "/a.csv")));
    Attack.shell(stage, "rm -r " + secret + " " + Attack.directory(stage));
  }

  /** The role's own classes in datamove's package and in front of its jar. */
  private static void besideOurs(Stage stage) throws Exception {
    Connection guest = programmer(stage);
    String secret = secret(stage);
    Jdbc.execute(guest, "SELECT sqlj.install_jar(" + hex(EVIL.jar()) + "::bytea, 'evil', false)");
    List<String> breaches = new ArrayList<>();
    for (String path : List.of("evil:datamove", "datamove:evil", "evil")) {
      String schema = "s" + Integer.toUnsignedString(path.hashCode());
      Jdbc.execute(guest, "CREATE SCHEMA " + schema);
      Jdbc.execute(guest, "SELECT sqlj.set_classpath('" + schema + "', '" + path + "')");
      Map<String, String> calls = new LinkedHashMap<>();
      calls.put("Functions.compare(int,int)", "(1, 2)");
      calls.put("Functions.open(java.lang.String,java.lang.String)", "('" + secret + "', 'x')");
      calls.put("Functions.version()", "()");
      calls.put("Functions.check()", "()");
      calls.put(
          "Neighbour.loader(java.lang.String,byte[])", "($secret, " + hex(EVIL.entry()) + ")");
      for (String method :
          List.of(
              "engine", "field", "exit", "hook", "property", "manager", "connect", "environment")) {
        calls.put("Neighbour." + method + "(java.lang.String)", "($secret)");
      }
      int number = 0;
      for (Map.Entry<String, String> call : calls.entrySet()) {
        String function = schema + ".f" + number++;
        String method = call.getKey();
        String arguments =
            method
                .replaceAll(".*\\(|\\)", "")
                .replace("java.lang.String", "text")
                .replace("byte[]", "bytea");
        String type = method.contains("compare") ? "int" : "java.lang.String";
        String result = method.contains("compare") ? "int" : "text";
        try {
          Jdbc.execute(
              guest,
              "CREATE FUNCTION %s(%s) RETURNS %s LANGUAGE java AS '%s=org.datamove.host.pljava.%s'"
                  .formatted(function, arguments, result, type, method));
        } catch (SQLException e) {
          continue; // the class is not on this path
        }
        String query =
            "SELECT " + function + call.getValue().replace("$secret", "'" + secret + "'");
        String answer = answer(guest, query);
        String breach = breach(answer);
        boolean refused =
            answer == null
                || answer.contains("access denied")
                || answer.contains("NoClassDefFound")
                || answer.contains("ClassNotFound")
                || answer.contains("not run")
                || method.contains("compare");
        if (breach != null || !refused) {
          breaches.add(path + " " + method + ": " + answer);
        }
      }
    }
    assertEquals(List.of(), breaches);
    Attack.shell(stage, "rm -r " + secret + " " + Attack.directory(stage));
  }

  private static void theJarItself(Stage stage) throws Exception {
    Connection guest = programmer(stage);
    String jar = hex(EVIL.jar()) + "::bytea";
    for (String statement :
        List.of(
            "SELECT sqlj.replace_jar(" + jar + ", 'datamove', false)",
            "SELECT sqlj.remove_jar('datamove', false)",
            "SELECT sqlj.install_jar(" + jar + ", 'datamove', false)",
            "SELECT sqlj.install_jar(" + jar + ", 'datamove/', false)",
            "SELECT sqlj.install_jar(" + jar + ", 'datamove#x', false)",
            "SELECT sqlj.install_jar(" + jar + ", 'datamove?x', false)",
            "SELECT sqlj.set_classpath('datamove', 'datamove')",
            "SELECT sqlj.set_classpath('public', 'datamove')",
            "INSERT INTO sqlj.jar_entry (entryname, jarid, entryimage) SELECT 'x', jarid, ''"
                + " FROM sqlj.jar_repository",
            "UPDATE sqlj.jar_entry SET entryimage = " + jar,
            "UPDATE sqlj.jar_repository SET jarowner = 'guest'",
            "DELETE FROM sqlj.jar_entry",
            "INSERT INTO sqlj.classpath_entry SELECT 'datamove', 0, jarid FROM sqlj.jar_repository",
            "LOCK TABLE sqlj.jar_entry",
            "CREATE FUNCTION mine.f() RETURNS text LANGUAGE javau AS"
                + " 'java.lang.String=org.datamove.host.pljava.Functions.version()'",
            "CREATE FUNCTION datamove.f() RETURNS text LANGUAGE java AS"
                + " 'java.lang.String=org.datamove.host.pljava.Functions.version()'",
            "SELECT datamove.java_version()",
            "SELECT datamove.java_compare(1, 2)",
            "SELECT datamove.java_problem()",
            "SELECT datamove.start_java()",
            "SELECT datamove.load_nested()",
            "SELECT sqlj.alias_java_language('mine_java', false, false)",
            "ALTER DATABASE " + Attack.database(stage) + " SET pljava.policy_urls = ''",
            "SET pljava.policy_urls = ''",
            "SET pljava.vmoptions = '-Djava.security.manager=disallow'")) {
      Refusal refusal = Refusal.of(guest, statement);
      assertTrue(refusal.state() != null, () -> statement + ": " + refusal);
    }
    assertTrue(Jdbc.value(guest, "SELECT datamove.version()").contains("pljava"));
    Attack.shell(stage, "rm -r " + secret(stage) + " " + Attack.directory(stage));
  }

  /** A role that takes over a session finds nothing of the one before it. */
  private static void othersWork(Stage stage) throws Exception {
    try (Connection guest = programmer(stage)) {
      Jdbc.execute(
          guest,
          """
          CREATE FUNCTION mine.next(text, text) RETURNS text LANGUAGE java AS
            'java.lang.String=org.datamove.host.pljava.Functions.next(java.lang.String,java.lang.String)';
          CREATE FUNCTION mine.close(text) RETURNS text LANGUAGE java AS
            'java.lang.String=org.datamove.host.pljava.Functions.close(java.lang.String)';
          """);
    }
    Connection session = stage.plainSession();
    String id = "7f1c9a52-0000-4000-8000-000000000001";
    Jdbc.execute(
        session,
        ("SELECT datamove.engine_begin('"
                + id
                + "', datamove.build_request('inspect', '%s', '{}'))")
            .formatted(Attack.directory(stage) + "/a.csv"));
    Jdbc.execute(session, "SET ROLE guest");
    assertEquals(null, Jdbc.value(session, "SELECT mine.next('" + id + "', NULL)"));
    assertEquals(null, Jdbc.value(session, "SELECT mine.close('" + id + "')"));
    Jdbc.execute(session, "RESET ROLE");
    Stage.await(
        "end of the work",
        () ->
            Jdbc.value(session, "SELECT datamove.engine_next('" + id + "', NULL)")
                .contains("\"done\""));
    Jdbc.execute(session, "SELECT datamove.engine_close('" + id + "')");
    Attack.shell(stage, "rm -r " + secret(stage) + " " + Attack.directory(stage));
  }
}
