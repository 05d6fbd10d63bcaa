package org.datamove.it;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A table of any kind in the schema {@code t}, a file that fits it more or less, and a role with
 * some privileges that moves the one into the other; the same for the same seed.
 */
final class RandomMove {
  private static final List<String> TYPES =
      List.of(
          "integer",
          "integer",
          "bigint",
          "text",
          "varchar(4)",
          "date",
          "numeric(4,1)",
          "boolean",
          "t.positive",
          "t.named",
          "t.mood");
  private static final List<String> PRIVILEGES =
      List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE");

  private final long seed;
  private final Random random;
  private final String role;
  private final List<String> columns = new ArrayList<>();
  private final Map<String, String> types = new TreeMap<>();
  private final StringBuilder sql = new StringBuilder();
  private final boolean exists;
  private String key;

  RandomMove(long seed) {
    this.seed = seed;
    random = new Random(seed);
    random.nextInt();
    role = random.nextBoolean() ? "loader" : "guest";
    exists = !chance(12);
    run("CREATE DOMAIN t.positive AS integer CHECK (VALUE > 0)");
    run("CREATE DOMAIN t.named AS text NOT NULL");
    run("CREATE TYPE t.mood AS ENUM ('sad', 'ok')");
    run("GRANT USAGE ON SCHEMA t TO PUBLIC");
    if (chance(60)) {
      run("GRANT CREATE ON SCHEMA t TO " + role);
    }
    run(
        chance(15)
            ? "REVOKE TEMP ON DATABASE $DATABASE FROM PUBLIC"
            : "GRANT TEMP ON DATABASE $DATABASE TO PUBLIC");
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      columns.add("abcdef".substring(i, i + 1));
      types.put(columns.get(i), TYPES.get(random.nextInt(TYPES.size())));
    }
    if (exists) {
      table();
    }
  }

  long seed() {
    return seed;
  }

  /** Makes the table; {@code $DATABASE} stands for the database's name. */
  String setUp() {
    return sql.toString();
  }

  private void table() {
    boolean partitioned = chance(15);
    key = chance(60) ? columns.get(0) : null;
    StringJoiner list = new StringJoiner(", ");
    for (String column : columns) {
      list.add(column + " " + types.get(column) + extras(column, partitioned));
    }
    if (key != null) {
      list.add("PRIMARY KEY (" + key + ")");
    }
    String unlogged = chance(10) ? "UNLOGGED " : "";
    String kind = partitioned ? " PARTITION BY HASH (" + columns.get(0) + ")" : "";
    run("CREATE " + unlogged + "TABLE t.x (" + list + ")" + kind);
    if (partitioned) {
      run("CREATE TABLE t.x0 PARTITION OF t.x FOR VALUES WITH (MODULUS 2, REMAINDER 0)");
      run("CREATE TABLE t.x1 PARTITION OF t.x FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
    }
    if (chance(35)) {
      trigger(partitioned);
    }
    if (chance(10)) {
      String event = pick("INSERT", "UPDATE", "DELETE");
      run("CREATE RULE r AS ON " + event + " TO t.x DO " + pick("INSTEAD", "ALSO") + " NOTHING");
    }
    if (key != null && chance(12)) {
      run("CREATE TABLE t.child (v " + types.get(key) + " REFERENCES t.x)");
    }
    if (!partitioned && chance(8)) {
      run("CREATE TABLE t.heir () INHERITS (t.x)");
    }
    if (chance(8)) {
      run("CREATE VIEW t.v AS SELECT " + columns.get(columns.size() - 1) + " FROM t.x");
    }
    privileges(partitioned);
    if (chance(12)) {
      run("ALTER TABLE t.x ENABLE ROW LEVEL SECURITY");
      if (chance(80)) {
        run("CREATE POLICY p ON t.x USING (true)");
      }
    }
  }

  private String extras(String column, boolean partitioned) {
    String type = types.get(column);
    boolean first = column.equals(columns.get(0));
    boolean whole = type.equals("integer") || type.equals("bigint");
    if (!first && chance(8)) {
      return " GENERATED ALWAYS AS (NULL::" + type + ") STORED";
    }
    if (whole && !partitioned && chance(15)) {
      return " GENERATED " + pick("ALWAYS", "BY DEFAULT") + " AS IDENTITY";
    }
    String extras = chance(35) ? " NOT NULL" : "";
    if (whole && chance(20)) {
      run("CREATE SEQUENCE t.s_" + column);
      return extras + " DEFAULT nextval('t.s_" + column + "')";
    }
    if (whole && chance(15)) {
      extras += " CHECK (" + column + " < 50)";
    }
    return chance(15) ? extras + " DEFAULT " + literal(type) : extras;
  }

  private String literal(String type) {
    return "'" + value(type, true) + "'::" + type;
  }

  private void trigger(boolean partitioned) {
    String column = columns.get(random.nextInt(columns.size()));
    String body =
        "NEW." + column + " := coalesce(NEW." + column + ", " + literal(types.get(column));
    run(
        "CREATE FUNCTION t.fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + body
            + "); RETURN NEW; EXCEPTION WHEN undefined_column OR undefined_table THEN RETURN NEW; END $$");
    String table = partitioned && chance(40) ? "t.x0" : "t.x";
    String when = chance(15) ? " WHEN (false)" : "";
    run(
        "CREATE TRIGGER fill BEFORE "
            + pick("INSERT", "INSERT", "INSERT OR UPDATE", "UPDATE")
            + " ON "
            + table
            + " FOR EACH ROW"
            + when
            + " EXECUTE FUNCTION t.fill()");
    if (chance(20)) {
      run(
          "ALTER TABLE "
              + table
              + " "
              + pick("DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS")
              + " TRIGGER fill");
    }
  }

  private void privileges(boolean partitioned) {
    if (chance(55)) {
      run("ALTER TABLE t.x OWNER TO " + role);
      if (partitioned && chance(70)) {
        run("ALTER TABLE t.x0 OWNER TO " + role + "; ALTER TABLE t.x1 OWNER TO " + role);
      }
      if (chance(75)) {
        return;
      }
      run("REVOKE ALL ON t.x FROM " + role);
    }
    for (String privilege : PRIVILEGES) {
      int luck = random.nextInt(10);
      boolean ofColumns = List.of("SELECT", "INSERT", "UPDATE").contains(privilege);
      if (luck < 7) {
        run("GRANT " + privilege + " ON t.x TO " + role);
      } else if (luck < 9 && ofColumns) {
        run(
            "GRANT "
                + privilege
                + " ("
                + columns.get(0)
                + ", "
                + columns.get(1)
                + ") ON t.x TO "
                + role);
      }
    }
    for (String column : columns) {
      run(
          "DO $$ BEGIN GRANT "
              + pick("USAGE", "SELECT", "SELECT, UPDATE")
              + " ON SEQUENCE t.s_"
              + column
              + " TO "
              + role
              + "; EXCEPTION WHEN undefined_table THEN NULL; END $$");
    }
  }

  /** The file: the table's columns, or nearly, and some rows. */
  String csv() {
    Random values = new Random(seed * 31);
    List<String> header = new ArrayList<>(columns);
    if (values.nextInt(5) == 0) {
      header.remove(values.nextInt(header.size()));
    }
    if (values.nextInt(6) == 0) {
      header.add("more");
    }
    if (values.nextInt(15) == 0) {
      header.replaceAll(name -> name + "_");
    }
    StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
    boolean good = values.nextInt(3) > 0;
    int nulls = values.nextInt(3) == 0 ? 3 : 40;
    int rows = values.nextInt(6);
    for (int i = 0; i < rows; i++) {
      StringJoiner fields = new StringJoiner(",");
      for (String name : header) {
        boolean isNull = values.nextInt(nulls) == 0;
        fields.add(isNull ? "" : value(types.getOrDefault(name, "integer"), good));
      }
      csv.append(fields).append('\n');
    }
    return csv.toString();
  }

  private String value(String type, boolean good) {
    if (!good && chance(15)) {
      return pick("x", "99999999999", "2024-13-01", "-1", "abcdefgh");
    }
    return switch (type) {
      case "date" -> "2024-01-0" + (1 + random.nextInt(9));
      case "numeric(4,1)" -> random.nextInt(100) + ".5";
      case "boolean" -> pick("t", "false");
      case "t.mood" -> pick("sad", "ok");
      case "integer", "bigint", "t.positive" -> Integer.toString(1 + random.nextInt(60));
      default -> pick("a", "bb", "ccc", "dddd");
    };
  }

  /** The move. */
  Step step(String file) {
    Random choices = new Random(seed * 17);
    Map<String, Object> args = new TreeMap<>();
    args.put("csv_path", file);
    args.put("table_name", "t.x");
    JsonObject options = new JsonObject();
    if (exists) {
      args.put("move_type", choices.nextInt(5) < 2 ? "new_schema" : "existing_schema");
      choose(options, choices, "mode", "replace", "replace", "append", "upsert");
      choose(options, choices, "replace_by", null, null, null, "delete");
      choose(options, choices, "missing_columns", null, null, "keep");
    } else if (choices.nextBoolean()) {
      args.put("primary_key_columns", JsonArray.from("a"));
    }
    choose(options, choices, "on_error", null, null, "reject");
    for (String option :
        List.of("allow_empty", "allow_drop", "allow_unrelated", "drop_spanning_indexes")) {
      if (choices.nextInt(3) > 0) {
        options.put(option, true);
      }
    }
    args.put("options", options);
    return new Step("move", args, null, role, null);
  }

  private static void choose(JsonObject options, Random choices, String name, String... values) {
    String value = values[choices.nextInt(values.length)];
    if (value != null) {
      options.put(name, value);
    }
  }

  private void run(String statement) {
    sql.append(statement).append(";\n");
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
