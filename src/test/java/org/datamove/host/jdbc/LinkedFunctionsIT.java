package org.datamove.host.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.sql.SqlScripts;
import org.datamove.testing.HostileSchema;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A block does what the installed function does: the same answer to the byte, or the same error. It
 * does so for a role that may use nothing of datamove's and make no temporary tables, in a READ
 * ONLY transaction.
 */
class LinkedFunctionsIT {
  private static final Path SCRIPTS = Path.of("src/test/resources/linked");

  @TestFactory
  Stream<DynamicTest> blocksDoWhatFunctionsDo() {
    return servers().stream()
        .flatMap(
            each ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        each.server().name(),
                        () -> compare(each, "\"the shop\", \"the extensions\"")),
                    DynamicTest.dynamicTest(
                        each.server().name() + ", with a hostile search_path",
                        () ->
                            compare(each, "trap, \"the shop\", pg_catalog, \"the extensions\""))));
  }

  /** One installation of each server: the functions are the same with every engine. */
  private static Collection<Installation> servers() {
    return Installations.all().stream()
        .collect(
            Collectors.toMap(
                each -> each.server().name(),
                Function.identity(),
                (one, other) -> one,
                TreeMap::new))
        .values();
  }

  private static void compare(Installation installation, String path)
      throws SQLException, IOException {
    try (TestDatabase database = installation.newDatabase();
        Connection owner = database.connect()) {
      Jdbc.execute(owner, "SET client_min_messages = error");
      Jdbc.execute(owner, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database.name()));
      Jdbc.execute(owner, Files.readString(SCRIPTS.resolve("tables.sql")));
      HostileSchema trap = HostileSchema.by(owner);
      Jdbc.execute(owner, "RESET search_path");
      Connection guest = session(database, "guest", path);
      Connection stranger = session(database, "stranger", path);
      AskedBothWays both = new AskedBothWays(LinkedFunctions.of(SqlScripts.all()), guest, stranger);
      List<AskedQuestions.Asked> questions = AskedQuestions.in(owner);
      Map<String, Long> outcomes = new TreeMap<>();
      for (AskedQuestions.Asked question : questions) {
        String expected = both.installed(question.function(), question.asked());
        String actual = both.linked(question.function(), question.asked());
        assertEquals(expected, actual, question::toString);
        assertNull(trap.sprung(guest), question::toString);
        assertNull(trap.sprung(stranger), question::toString);
        outcomes.merge(expected.isEmpty() ? "nothing" : expected.substring(0, 1), 1L, Long::sum);
      }
      assertTrue(outcomes.get("{") > 200, outcomes::toString);
      assertTrue(questions.size() - outcomes.get("{") > 100, outcomes::toString);
    }
  }

  private static Connection session(TestDatabase database, String role, String path)
      throws SQLException {
    Connection session = database.connect();
    Jdbc.execute(session, "SET client_min_messages = error");
    Jdbc.execute(session, "SET SESSION AUTHORIZATION " + role);
    Jdbc.execute(session, "SET search_path = " + path);
    return session;
  }
}
