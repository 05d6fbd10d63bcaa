package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Rows are frozen as they are loaded where PostgreSQL allows it, and loaded all the same where not.
 * A transaction that began before tells which it was: it sees frozen rows, and no others.
 */
class FreezeIT {
  private static final String FROZEN = "2";
  private static final String NOT_FROZEN = "0";

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            named("rows replaced by truncate", "t", "%s", FROZEN),
            named(
                "after other work of the transaction", "t", "BEGIN; CREATE TABLE u (); %s", FROZEN),
            named("in a procedure", "t", "DO $$ DECLARE r record; BEGIN r := (%s); END $$", FROZEN),
            named(
                "in a block that catches",
                "t",
                "DO $$ DECLARE r record; BEGIN r := (%s);"
                    + " EXCEPTION WHEN raise_exception THEN NULL; END $$",
                FROZEN),
            named(
                "in a loop over a query",
                "t",
                "DO $$ DECLARE r record; q record; BEGIN FOR q IN"
                    + " SELECT 1 LOOP r := (%s); END LOOP; END $$",
                NOT_FROZEN),
            named(
                "with an open cursor",
                "t",
                "BEGIN; DECLARE c CURSOR FOR SELECT 1; FETCH c; %s",
                NOT_FROZEN),
            named(
                "rows replaced by delete",
                "t",
                "%s"
                    .replace(
                        "%s",
                        "SELECT datamove.move($file, 't', 'existing_schema', options =>"
                            + " '{\"replace_by\": \"delete\"}')"),
                "1"),
            named("a partitioned table", "p", "%s", NOT_FROZEN)));
  }

  private static Stage.Named named(String name, String table, String sql, String seen) {
    return new Stage.Named(name, stage -> check(stage, table, sql, seen));
  }

  private static void check(Stage stage, String table, String sql, String seen)
      throws SQLException {
    Jdbc.execute(
        stage.witness,
        "CREATE TABLE t (id integer); INSERT INTO t VALUES (7);"
            + " CREATE TABLE p (id integer) PARTITION BY RANGE (id);"
            + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100)");
    String file = Jdbc.literal(stage.file("id\n1\n2\n"));
    String move = "SELECT datamove.move(%s, '%s', 'existing_schema')".formatted(file, table);
    Connection older = stage.plainSession();
    Jdbc.execute(older, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");
    try (Connection session = stage.session()) {
      Jdbc.execute(session, sql.replace("%s", move).replace("$file", file));
      Jdbc.execute(session, "COMMIT");
    }
    assertEquals("2", Jdbc.value(stage.witness, "SELECT count(*) FROM " + table));
    assertEquals(seen, Jdbc.value(older, "SELECT count(*) FROM " + table));
    older.close();
  }
}
