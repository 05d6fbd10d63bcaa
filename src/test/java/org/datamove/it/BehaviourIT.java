package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.datamove.host.jdbc.LinkedFunctions;
import org.datamove.sql.SqlScripts;
import org.datamove.testing.Baseline;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.Server;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case, in every way to reach the engine; the answers must be the same to the byte. */
class BehaviourIT {

  private static final List<TestDatabase> DATABASES = new ArrayList<>();

  @TestFactory
  Stream<DynamicContainer> cases() {
    List<Server> without = Installations.servers();
    Stream<Runner> within =
        without.isEmpty() || Installations.areWanted()
            ? Installations.all().stream().map(BehaviourIT::installed)
            : Stream.of();
    return Stream.concat(within, without.stream().map(BehaviourIT::overJdbc))
        .map(
            runner ->
                DynamicContainer.dynamicContainer(
                    runner.name,
                    Case.chosen()
                        .map(one -> DynamicTest.dynamicTest(one.name(), () -> runner.run(one)))));
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
  }

  private static Runner installed(Installation installation) {
    return new Runner(
        installation.toString(),
        installation.server(),
        installation.newDatabase(),
        false,
        SqlWay::new);
  }

  private static Runner overJdbc(Server server) {
    TestDatabase database = TestDatabase.empty(server, "test_jdbc");
    LinkedFunctions functions = LinkedFunctions.of(SqlScripts.all());
    try (Connection connection = server.connect(database.name())) {
      Installation.makeRoles(connection);
      Jdbc.execute(connection, JdbcRoles.preparation());
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    String name = "jdbc on " + server.name();
    Installations.tested(name);
    return new Runner(
        name,
        server,
        database,
        true,
        session -> new JdbcWay(session, database.connect(), functions));
  }

  /** One database and one session for all cases of a way. */
  private static final class Runner {

    private final String name;
    private final Server server;
    private final TestDatabase database;
    private final boolean isClient;
    private final Function<Connection, Way> ways;
    private final String files;
    private Connection session;
    private Way way;

    Runner(
        String name,
        Server server,
        TestDatabase database,
        boolean isClient,
        Function<Connection, Way> ways) {
      this.name = name;
      this.server = server;
      this.database = database;
      this.isClient = isClient;
      this.ways = ways;
      Path cases = Project.testResources().resolve("cases");
      this.files =
          isClient
              ? Project.copy(cases, "client-cases").toString()
              : server.publish(cases, database.name());
      DATABASES.add(database);
    }

    /** A process of the engine may outlive its last answer for a moment. */
    private List<String> leftOvers() throws InterruptedException {
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      List<String> files = server.scratchFiles();
      while (!files.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(50);
        files = server.scratchFiles();
      }
      return files;
    }

    void run(Case one) throws SQLException, InterruptedException {
      if (session == null || !session.isValid(5)) {
        session = database.connect();
        way = ways.apply(session);
      }
      String missing = one.missing(session);
      if (missing != null) {
        Installations.skipped("cases that need " + missing + ": " + name + " does not have it");
        Assumptions.abort("the server does not have " + missing);
      }
      if (isClient && one.serverOnly() != null) {
        Assumptions.abort("only what is installed in the server can do it: " + one.serverOnly());
      }
      String answer = new Transcript(session, files + "/" + one.name(), way).of(one);
      if (server.log().contains("was terminated by signal")) {
        throw new AssertionError("the server crashed:\n" + server.log());
      }
      assertEquals(List.of(), leftOvers(), "files left over");
      if (isClient) {
        String expected = Baseline.read(one.expected());
        if (!way.comparable(expected).equals(way.comparable(answer))) {
          assertEquals(expected, answer, () -> "differs from " + one.expected());
        }
      } else {
        Baseline.check(one.expected(), answer);
      }
    }
  }
}
