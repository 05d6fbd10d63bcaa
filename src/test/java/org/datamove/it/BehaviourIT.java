package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Baseline;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.Project;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case, in every installation; the answers must be the same to the byte. */
class BehaviourIT {

  private static final List<TestDatabase> DATABASES = new ArrayList<>();

  @TestFactory
  Stream<DynamicContainer> cases() {
    return Installations.all().stream()
        .map(
            installation -> {
              Runner runner = new Runner(installation);
              return DynamicContainer.dynamicContainer(
                  installation.toString(),
                  Case.chosen()
                      .map(one -> DynamicTest.dynamicTest(one.name(), () -> runner.run(one))));
            });
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
  }

  /** One database and one session for all cases of an installation. */
  private static final class Runner {

    private final Installation installation;
    private final TestDatabase database;
    private final String files;
    private Connection session;

    Runner(Installation installation) {
      this.installation = installation;
      this.database = installation.newDatabase();
      this.files =
          installation.server().publish(Project.testResources().resolve("cases"), database.name());
      DATABASES.add(database);
    }

    /** A process of the engine may outlive its last answer for a moment. */
    private List<String> leftOvers() throws InterruptedException {
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      List<String> files = installation.server().scratchFiles();
      while (!files.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(50);
        files = installation.server().scratchFiles();
      }
      return files;
    }

    void run(Case one) throws SQLException, InterruptedException {
      if (session == null || !session.isValid(5)) {
        session = database.connect();
      }
      if (one.requires() != null && !Jdbc.hasExtension(session, one.requires())) {
        Installations.skipped(
            "cases that need " + one.requires() + ": " + installation + " does not have it");
        Assumptions.abort("the server does not have the extension " + one.requires());
      }
      String answer = new Transcript(session, files + "/" + one.name()).of(one);
      if (installation.server().log().contains("was terminated by signal")) {
        throw new AssertionError("the server crashed:\n" + installation.server().log());
      }
      assertEquals(List.of(), leftOvers(), "files left over");
      Baseline.check(one.expected(), answer);
    }
  }
}
