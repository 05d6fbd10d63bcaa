package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * What an error is about: schema, table, column, constraint and data type arrive where PostgreSQL's
 * own error for the same rows has them, and are absent where that has none.
 */
class ErrorFieldsIT {
  private static final String TABLES =
      """
      CREATE SCHEMA "s 1" AUTHORIZATION guest;
      SET ROLE guest;
      SET search_path = "s 1";
      CREATE TABLE parent (id integer PRIMARY KEY);
      CREATE DOMAIN even AS integer CONSTRAINT is_even CHECK (VALUE % 2 = 0);
      CREATE DOMAIN word AS text NOT NULL;
      CREATE TABLE target (
        id integer PRIMARY KEY,
        must integer NOT NULL,
        plain integer CONSTRAINT small CHECK (plain < 10),
        single integer CONSTRAINT "only one" UNIQUE,
        parent integer CONSTRAINT has_parent REFERENCES parent,
        kept integer,
        even even,
        word word,
        raised text,
        CONSTRAINT apart EXCLUDE (kept WITH =));
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        CASE NEW.raised
          WHEN 'all' THEN
            RAISE EXCEPTION USING ERRCODE = 'P7777', MESSAGE = 'all', DETAIL = 'd', HINT = 'h',
              SCHEMA = 'se', TABLE = 'ta', COLUMN = 'co', CONSTRAINT = 'cs', DATATYPE = 'dt';
          WHEN 'table' THEN RAISE EXCEPTION USING MESSAGE = 'table', SCHEMA = 'se', TABLE = 'ta';
          WHEN 'column' THEN
            RAISE EXCEPTION USING MESSAGE = 'column', SCHEMA = 'se', TABLE = 'ta', COLUMN = 'co';
          WHEN 'constraint' THEN
            RAISE EXCEPTION USING MESSAGE = 'constraint', HINT = 'h', SCHEMA = 'se', TABLE = 'ta',
              CONSTRAINT = 'cs';
          WHEN 'datatype' THEN
            RAISE EXCEPTION USING MESSAGE = 'datatype', SCHEMA = 'se', DATATYPE = 'dt';
          WHEN 'checked datatype' THEN
            RAISE EXCEPTION USING MESSAGE = 'datatype', SCHEMA = 'se', DATATYPE = 'dt',
              CONSTRAINT = 'cs';
          WHEN 'nothing' THEN RAISE EXCEPTION USING MESSAGE = 'nothing';
          ELSE NULL;
        END CASE;
        RETURN NEW;
      END $$;
      CREATE TRIGGER refuse AFTER INSERT ON target FOR EACH ROW EXECUTE FUNCTION refuse();
      INSERT INTO target VALUES (1, 1, 1, 1, NULL, 1, 2, 'x', NULL);
      RESET search_path;
      RESET ROLE;
      """;

  private static final String COLUMNS = "id,must,plain,single,parent,kept,even,word,raised";

  /** Rows that PostgreSQL refuses, as the file has them. */
  private static final List<String> REFUSED =
      List.of(
          "2,,2,2,,2,2,x,",
          "2,2,20,2,,2,2,x,",
          "1,2,2,2,,2,2,x,",
          "2,2,2,1,,2,2,x,",
          "2,2,2,2,9,2,2,x,",
          "2,2,2,2,,1,2,x,",
          "2,2,2,2,,2,3,x,",
          "2,2,2,2,,2,2,,",
          "2,2,2,2,,2,2,x,all",
          "2,2,2,2,,2,2,x,table",
          "2,2,2,2,,2,2,x,column",
          "2,2,2,2,,2,2,x,constraint",
          "2,2,2,2,,2,2,x,datatype",
          "2,2,2,2,,2,2,x,checked datatype",
          "2,2,2,2,,2,2,x,nothing",
          "x,2,2,2,,2,2,x,");

  private static final ErrorFields.About NOTHING =
      new ErrorFields.About(null, null, null, null, null);

  @TestFactory
  Stream<DynamicContainer> fields() {
    return Stage.each(
        List.of(
            new Stage.Named("copied", stage -> compare(stage, stage.plainSession(), "append")),
            new Stage.Named("staged", stage -> compare(stage, Attack.guest(stage), "append")),
            new Stage.Named(
                "through a staging table", stage -> compare(stage, stage.plainSession(), "upsert")),
            new Stage.Named("rows that the engine refuses", ErrorFieldsIT::refusedByEngine),
            new Stage.Named("a partitioned table", ErrorFieldsIT::partitioned),
            new Stage.Named("a table that does not exist", ErrorFieldsIT::noTable)));
  }

  private static void compare(Stage stage, Connection session, String mode) throws SQLException {
    Jdbc.execute(stage.witness, TABLES);
    List<String> expected = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (String row : REFUSED) {
      boolean updates = mode.equals("upsert") && row.startsWith("1,");
      if (!updates) {
        ErrorFields own = own(session, row);
        expected.add(shown(row, own.state(), own.about()));
        ErrorFields error = moved(stage, session, row, mode);
        told.add(shown(row, error.state(), error.about()));
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", told));
  }

  private static String shown(String row, String state, ErrorFields.About about) {
    return row + ": " + state + " " + about;
  }

  /** PostgreSQL's own error. */
  private static ErrorFields own(Connection session, String row) {
    String values =
        Stream.of(row.split(",", -1))
            .map(value -> value.isEmpty() ? "NULL" : Jdbc.literal(value))
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();
    return ErrorFields.of(session, "INSERT INTO \"s 1\".target VALUES (" + values + ")");
  }

  private static ErrorFields moved(Stage stage, Connection session, String row, String mode)
      throws SQLException {
    String file = stage.file(COLUMNS + "\n5,5,5,5,,5,4,y,\n" + row + "\n");
    Jdbc.execute(stage.witness, "SELECT datamove.allow_source('%s', 'guest')".formatted(file));
    return ErrorFields.of(
        session,
        "SELECT * FROM datamove.move('%s', '\"s 1\".target', 'existing_schema', options => '{\"mode\": \"%s\"}')"
            .formatted(file, mode));
  }

  /** A key twice in the file, several rows of one fault, domains within arrays and new tables. */
  private static void refusedByEngine(Stage stage) throws SQLException {
    Jdbc.execute(stage.witness, TABLES);
    Connection session = stage.plainSession();
    ErrorFields own = own(session, "1,2,2,2,,2,2,x,");
    assertEquals(own.about(), moved(stage, session, "5,2,2,2,,2,2,x,", "append").about());
    String two = "2,,2,2,,2,2,x,";
    own = own(session, two);
    assertEquals(
        own.about(), moved(stage, session, two + "\n" + "3,,3,3,,3,4,x,", "append").about());
    assertEquals(
        NOTHING, moved(stage, session, two + "\n3,3,3,3,,3,4,,", "append").about(), "two faults");

    Jdbc.execute(
        session,
        "CREATE TABLE made (id integer PRIMARY KEY, evens \"s 1\".even[], w \"s 1\".word)");
    String made = "SELECT * FROM datamove.move('%s', '%s', options => '%s'%s)";
    String evens = "{\"mode\": \"append\"}";
    for (String[] row : new String[][] {{"1", "{2,3}", "x"}, {"1", "{2,4}", ""}}) {
      String values = "1, '" + row[1] + "', " + (row[2].isEmpty() ? "NULL" : "'x'");
      own = ErrorFields.of(session, "INSERT INTO made VALUES (" + values + ")");
      String file = stage.file("id,evens,w\n1,\"" + row[1] + "\"," + row[2] + "\n");
      ErrorFields error =
          ErrorFields.of(
              session, made.formatted(file, "made", evens, ", move_type => 'existing_schema'"));
      assertEquals(own.state() + own.about(), error.state() + error.about());
    }
    own = ErrorFields.of(session, "INSERT INTO made VALUES (NULL, NULL, 'x')");
    Jdbc.execute(session, "DROP TABLE made");
    String nulls = stage.file("id,w\n1,x\n,y\n");
    String key = ", primary_key_columns => '{id}'";
    assertEquals(
        own.about(), ErrorFields.of(session, made.formatted(nulls, "made", "{}", key)).about());
    assertEquals(
        NOTHING, ErrorFields.of(session, made.formatted(nulls, "pg_temp.made", "{}", key)).about());
    String twice = stage.file("id,w\n1,x\n1,y\n");
    assertEquals(
        new ErrorFields.About("public", "made", null, null, null),
        ErrorFields.of(session, made.formatted(twice, "made", "{}", key)).about(),
        "nobody knows the name of the key before it is made");
  }

  /** Which partition PostgreSQL would have named only PostgreSQL knows. */
  private static void partitioned(Stage stage) throws SQLException {
    Jdbc.execute(
        stage.witness,
        "CREATE TABLE parts (id integer PRIMARY KEY, must integer NOT NULL) PARTITION BY RANGE (id);"
            + " CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (10)");
    for (String rows : List.of("1,\n", "1,1\n1,2\n")) {
      ErrorFields error =
          ErrorFields.of(
              stage.witness,
              "SELECT * FROM datamove.move('%s', 'parts', 'existing_schema')"
                  .formatted(stage.file("id,must\n" + rows)));
      assertTrue(error.state().startsWith("23"), error::toString);
      assertEquals(NOTHING, error.about());
    }
  }

  private static void noTable(Stage stage) throws SQLException {
    ErrorFields error =
        ErrorFields.of(
            stage.witness,
            "SELECT * FROM datamove.move('%s', 'nowhere', 'existing_schema')"
                .formatted(stage.file("id\n1\n")));
    assertEquals("42P01", error.state());
    assertNotNull(error.message());
    assertEquals(NOTHING, error.about());
  }
}
