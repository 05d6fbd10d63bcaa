package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.datamove.catalog.ColumnInfo;
import org.datamove.catalog.DependentInfo;
import org.datamove.catalog.DependentInfo.Kind;
import org.datamove.catalog.TableInfo;
import org.datamove.json.Json;
import org.datamove.testing.Installation;
import org.datamove.testing.Installations;
import org.datamove.testing.Jdbc;
import org.datamove.testing.TestDatabase;
import org.datamove.validate.change.DependentRule;
import org.datamove.validate.finding.Findings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is said to be in the way of a change is what PostgreSQL refuses when one tries. */
class DependentsIT {

  private static final List<TestDatabase> DATABASES = new ArrayList<>();

  /** 13 and 14 refuse to alter what generated columns use with a syntax error. */
  private static final Set<String> REFUSALS = Set.of("2BP01", "0A000", "42P16", "42809", "42601");

  private static final Set<Kind> GO_ALONG =
      Set.of(
          Kind.INDEX,
          Kind.PRIMARY_KEY,
          Kind.UNIQUE_CONSTRAINT,
          Kind.CHECK_CONSTRAINT,
          Kind.EXCLUSION_CONSTRAINT,
          Kind.FOREIGN_KEY,
          Kind.STATISTICS,
          Kind.SEQUENCE);

  @TestFactory
  Stream<DynamicContainer> sameAsPostgres() {
    List<Installation> installations = new ArrayList<>();
    for (Installation one : Installations.all()) {
      if (installations.stream().noneMatch(other -> other.server() == one.server())) {
        installations.add(one);
      }
    }
    return installations.stream().map(DependentsIT::tests);
  }

  @AfterAll
  static void dropDatabases() {
    DATABASES.forEach(TestDatabase::close);
  }

  private static DynamicContainer tests(Installation installation) {
    TestDatabase database = installation.newDatabase();
    DATABASES.add(database);
    Trial trial = new Trial(database.connect());
    return DynamicContainer.dynamicContainer(
        installation.server().name(),
        DependentCase.all().stream()
            .filter(one -> one.since() <= trial.version())
            .map(one -> DynamicTest.dynamicTest(one.name(), () -> trial.run(one))));
  }

  /** One session; every case is rolled back. */
  private static final class Trial {

    private final Connection session;

    Trial(Connection session) {
      this.session = session;
    }

    int version() {
      try {
        return session.getMetaData().getDatabaseMajorVersion();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void run(DependentCase one) throws SQLException {
      session.setAutoCommit(false);
      try {
        Jdbc.execute(
            session,
            "CREATE SCHEMA q; SET LOCAL search_path = q; SET LOCAL client_min_messages = error;"
                + " CREATE TABLE t (a integer, b integer, c text); "
                + one.setUp());
        TableInfo table = describe();
        for (ColumnInfo column : table.columns()) {
          tryDrop(table, column.name());
          if (column.type().name().equals("int4")) {
            tryAlter(table, column.name());
          }
        }
        for (DependentInfo dependent : table.dependents()) {
          tryWayOut(dependent);
        }
      } finally {
        session.rollback();
      }
    }

    private void tryDrop(TableInfo table, String column) throws SQLException {
      List<DependentInfo> blocking =
          about(table, column).stream().filter(DependentInfo::blocksDrop).toList();
      Savepoint before = session.setSavepoint();
      String refusal = refusal("ALTER TABLE t DROP COLUMN " + quoted(column));
      assertEquals(
          refusal != null, !blocking.isEmpty(), () -> column + ": " + refusal + ", " + blocking);
      assertTrue(refusal == null || errors(table, Set.of(column), Set.of()) > 0, column);
      if (refusal == null) {
        assertGone(table, column, describe());
      }
      session.rollback(before);
    }

    private void assertGone(TableInfo before, String column, TableInfo after) {
      for (DependentInfo dependent : before.dependents()) {
        boolean isColumn =
            dependent.kind() == Kind.GENERATED_COLUMN && dependent.name().equals(column);
        boolean isTaken =
            about(before, column).stream()
                .anyMatch(
                    one ->
                        GO_ALONG.contains(one.kind())
                            && one.identity().equals(dependent.identity()));
        boolean goes = isColumn || isTaken || column.equals(dependent.column());
        boolean isThere = after.dependents().stream().anyMatch(one -> same(one, dependent));
        assertEquals(!goes, isThere, () -> "after dropping " + column + ": " + dependent);
      }
    }

    private void tryAlter(TableInfo table, String column) throws SQLException {
      List<DependentInfo> blocking =
          about(table, column).stream().filter(DependentInfo::blocksAlter).toList();
      Savepoint before = session.setSavepoint();
      String refusal = refusal("ALTER TABLE t ALTER COLUMN " + quoted(column) + " TYPE bigint");
      session.rollback(before);
      // Only later minor releases look into expressions for the row type.
      boolean isByRowType =
          refusal == null && blocking.stream().allMatch(one -> one.column() == null);
      assertTrue(
          (refusal != null) == !blocking.isEmpty() || isByRowType,
          () -> column + ": " + refusal + ", " + blocking);
      assertTrue(refusal == null || errors(table, Set.of(), Set.of(column)) > 0, column);
    }

    private void tryWayOut(DependentInfo dependent) throws SQLException {
      if (dependent.dropSql() == null) {
        return;
      }
      Savepoint before = session.setSavepoint();
      try {
        Jdbc.execute(session, dependent.dropSql());
        assertTrue(
            describe().dependents().stream().noneMatch(one -> same(one, dependent)),
            dependent::toString);
      } catch (SQLException e) {
        assertEquals("2BP01", e.getSQLState(), () -> dependent.dropSql() + ": " + e.getMessage());
      }
      session.rollback(before);
    }

    /** PostgreSQL's message, or null where it goes through. */
    private String refusal(String alter) throws SQLException {
      try {
        Jdbc.execute(session, alter);
        return null;
      } catch (SQLException e) {
        assertTrue(REFUSALS.contains(e.getSQLState()), () -> alter + ": " + e.getMessage());
        return e.getMessage();
      }
    }

    private TableInfo describe() throws SQLException {
      Map<String, Object> json =
          Json.object(Jdbc.value(session, "SELECT datamove.describe('q.t')"));
      return TableInfo.fromJson(json);
    }
  }

  private static List<DependentInfo> about(TableInfo table, String column) {
    return table.dependents().stream()
        .filter(one -> one.column() == null || one.column().equals(column))
        .toList();
  }

  private static boolean same(DependentInfo one, DependentInfo other) {
    return one.kind() == other.kind()
        && one.identity().equals(other.identity())
        && (one.column() == null ? other.column() == null : one.column().equals(other.column()));
  }

  private static long errors(TableInfo table, Set<String> dropped, Set<String> altered) {
    Findings findings = new Findings(100);
    DependentRule.check(table, dropped, altered, true, findings);
    return findings.errors();
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
