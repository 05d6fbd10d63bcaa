package org.datamove.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.datamove.testing.Baseline;
import org.datamove.testing.Engine;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.Psql;
import org.datamove.testing.Server;
import org.datamove.testing.Servers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Installs, upgrades and removes datamove with psql in a database that has nothing of it, with
 * every mistake that the manual knows. What psql prints must be in {@code install/*.out}.
 */
class InstallIT {
  private static final Path BASELINES = Project.testResources().resolve("install");

  @TempDir Path scripts;

  @TestFactory
  Stream<DynamicTest> installations() {
    return Installations.every().stream()
        .filter(installation -> installation.server().psql().isPresent())
        .map(
            installation ->
                DynamicTest.dynamicTest(installation.toString(), () -> check(installation)));
  }

  private void check(Installation installation) throws SQLException {
    String engine = installation.engine().word();
    Terminal terminal = new Terminal(installation.server(), installation.engine(), engine);
    terminal.mistakes();
    terminal.upgrade();
    terminal.removal();
    terminal.somebodyElses();
    if (installation.engine() == Engine.PLJAVA) {
      terminal.missingPolicy();
    }
    Baseline.check(BASELINES.resolve(engine + ".out"), terminal.shown());
  }

  @Test
  void theRoleGoesUnlessItWasThereBefore() throws SQLException {
    Assumptions.assumeTrue(Servers.obstacleToLocal().isEmpty(), "no local server with PL/Java");
    try (Server server = Servers.startLocal()) {
      Terminal terminal = new Terminal(server, Engine.PLJAVA, "role");
      terminal.install("install where no database has datamove");
      terminal.uninstall("uninstall: nobody else uses the role");
      terminal.type("the role is gone", "SELECT rolname FROM pg_roles WHERE rolname ~ 'datamove';");
      terminal.type("somebody makes a role of that name", "CREATE ROLE datamove_user;");
      terminal.install("install all the same");
      terminal.uninstall("uninstall");
      Baseline.check(BASELINES.resolve("role.out"), terminal.shown());
    }
  }

  /** Types into psql and keeps what it shows. */
  private final class Terminal {
    private static final String OIDS =
        """
        CREATE TABLE before AS SELECT oid, proname FROM pg_proc
          WHERE pronamespace = 'datamove'::regnamespace;
        CREATE VIEW mine AS SELECT name, data_type FROM datamove.inspect('/srv/a.csv');
        """;

    /** What the type of results was before it had numbers of rows of each kind. */
    private static final String OLDER_RESULT =
        """
        ALTER TYPE datamove.move_result DROP ATTRIBUTE rows_inserted, DROP ATTRIBUTE rows_updated,
          DROP ATTRIBUTE rows_unchanged, DROP ATTRIBUTE rows_skipped;
        CREATE VIEW moved AS SELECT * FROM datamove.move(:'orders', 'o', dry_run => true);
        CREATE TABLE kept (result datamove.move_result);
        """;

    private static final String RESULT_COLUMNS =
        """
        SELECT string_agg(attname, ', ' ORDER BY attnum) AS "columns" FROM pg_attribute
          WHERE attrelid = (SELECT typrelid FROM pg_type WHERE oid = 'datamove.move_result'::regtype)
            AND NOT attisdropped;
        """;
    private static final String WHAT_IS_LEFT =
        """
        SELECT nspname FROM pg_namespace WHERE nspname = 'datamove';
        SELECT lanname FROM pg_language WHERE lanname ~ 'datamove';
        """;

    private final Server server;
    private final Psql psql;
    private final Engine engine;
    private final String database;
    private final String jar;
    private final StringBuilder shown = new StringBuilder();

    Terminal(Server server, Engine engine, String name) throws SQLException {
      this.server = server;
      this.engine = engine;
      this.psql = server.psql().orElseThrow();
      this.database = "install_" + name;
      this.jar = server.publish(Project.serverJar(), "install-" + name + ".jar");
      try (Connection connection = server.connect("postgres")) {
        Jdbc.execute(connection, "CREATE DATABASE " + database + " TEMPLATE template0");
      }
    }

    void mistakes() {
      String text = server.publish(Project.root().resolve("LICENSE"), "license-" + database);
      run("no jar", "\\i :install", variables(null));
      run("a relative path", "\\i :install", variables("target/datamove-server.jar"));
      run("no such file", "\\i :install", variables("/nowhere/datamove-server.jar"));
      run("not a jar", "\\i :install", variables(text));
      run("a jar without the libraries", "\\i :install", variables(thinJar()));
      Map<String, String> variables = variables(jar);
      variables.put("engine", "warp");
      run("no such engine", "\\i :install", variables);
      type("a role without rights", "CREATE ROLE installer_" + database + ";");
      run("no superuser", "SET ROLE installer_" + database + ";\n\\i :install", variables(jar));
      type("nothing is there", WHAT_IS_LEFT);
      uninstall("uninstall what is not installed");
    }

    /** What the build makes besides the server jar: datamove's own classes alone. */
    private String thinJar() {
      try {
        Path file = Files.createTempFile("datamove", ".jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
          zip.putNextEntry(new ZipEntry("org/datamove/host/pljava/Functions.class"));
        }
        String published = server.publish(file, "thin-" + database + ".jar");
        Files.delete(file);
        return published;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void upgrade() {
      install("install");
      type("something of the user's depends on it", OIDS);
      install("install again");
      type(
          "functions and view are the same",
          """
          SELECT count(*) > 50 AS many, count(*) - count(p.oid) AS missing FROM before AS b
            LEFT JOIN pg_proc AS p ON p.oid = b.oid AND p.proname = b.proname;
          SELECT relname, relkind FROM pg_class WHERE oid = 'mine'::regclass;
          SELECT datamove.version() ~ '^datamove ' AS works;
          """);
      type("the result's columns", RESULT_COLUMNS);
      Map<String, String> orders = variables(null);
      orders.put(
          "orders",
          server.publish(Project.root().resolve("examples/orders.csv"), "orders-" + database));
      run("something of the user's depends on an older result", OLDER_RESULT, orders);
      install("install once more");
      type("the new columns are its last", RESULT_COLUMNS);
      type(
          "the view is the same",
          """
          \\x on
          SELECT success, rows_processed, rows_rejected, to_jsonb(moved) - 'report' - 'execution_time'
            AS "all" FROM moved;
          DROP VIEW moved;
          DROP TABLE kept;
          """);
    }

    void removal() {
      uninstall("uninstall while a view depends on it");
      type("nothing has changed", "SELECT datamove.version() ~ '^datamove ' AS works;");
      type("drop the view", "DROP VIEW mine; DROP TABLE before;");
      uninstall("uninstall");
      type("nothing is left", WHAT_IS_LEFT);
      if (engine == Engine.PLJAVA) {
        type("nor in PL/Java", "SELECT jarname FROM sqlj.jar_repository;");
      }
    }

    void somebodyElses() {
      type(
          "the schema is somebody else's",
          "CREATE SCHEMA datamove AUTHORIZATION installer_" + database + ";");
      install("install into it");
      type("drop it", "DROP SCHEMA datamove;");
    }

    void missingPolicy() {
      type(
          "only PL/Java's own policy",
          "SELECT regexp_replace(current_setting('pljava.policy_urls'), ',[^,]*datamove.policy\"', '')"
              + " AS urls \\gset\nALTER DATABASE :DBNAME SET pljava.policy_urls = :'urls';");
      install("install");
      type("a move", "SELECT success FROM datamove.move('/srv/a.csv', 'a');");
      type("all policies", "ALTER DATABASE :DBNAME RESET pljava.policy_urls;");
      type(
          "it works without installing again",
          "SELECT datamove.version() ~ '^datamove ' AS works;");
    }

    void install(String title) {
      run(title, "\\i :install", variables(jar));
    }

    void uninstall(String title) {
      run(title, "\\i :uninstall", variables(null));
    }

    void type(String title, String sql) {
      run(title, sql, variables(null));
    }

    private Map<String, String> variables(String jarPath) {
      Map<String, String> variables = new LinkedHashMap<>();
      Path sql = Project.installScript().getParent();
      variables.put("install", sql.resolve("install.sql").toString());
      variables.put("uninstall", sql.resolve("uninstall.sql").toString());
      variables.put("engine", engine.word());
      variables.put("java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
      if (jarPath != null) {
        variables.put("jar", jarPath);
      }
      return variables;
    }

    private void run(String title, String text, Map<String, String> variables) {
      Path script = scripts.resolve("typed.sql");
      try {
        Files.writeString(script, text + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      shown.append("== ").append(title).append('\n').append(text.strip()).append('\n');
      try {
        shown.append(psql.runFile(database, script, variables));
      } catch (IllegalStateException failed) {
        shown.append(failed.getMessage().split("\n", 2)[1]);
      }
    }

    /** Without what differs between machines and runs. */
    String shown() {
      return shown
          .toString()
          .replace(jar, "$JAR")
          .replace(Path.of(jar).getParent().toString(), "$FILES")
          .replaceAll("psql:\\S*/(\\w+\\.sql):\\d+:", "psql:$1:")
          .replaceAll("\\bJava \\d+(\\.\\d+)*", "Java N")
          .replaceAll("(?m)^SELECT \\d+$", "SELECT N") // how many functions there are
          .replaceAll("pljava.policy_urls, which is \\S+,", "pljava.policy_urls, which is …,")
          .replaceAll("(?s)(because it is still used\n)DETAIL: .*?\nHINT", "$1DETAIL: …\nHINT");
    }
  }
}
