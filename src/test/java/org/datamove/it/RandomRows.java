package org.datamove.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A table {@code t.x} with constraints and triggers of every kind, and a file many of whose rows it
 * refuses; the same for the same seed. Column {@code n} has the number of the row.
 */
final class RandomRows {
  private static final List<String> COLUMNS = List.of("n", "id", "code", "ref", "span", "word");

  /** What a move does with rows that are there. */
  enum Mode {
    REPLACE,
    APPEND,
    SKIP,
    UPSERT
  }

  private final Random random;
  private final Mode mode;
  private final StringBuilder sql = new StringBuilder();
  private final List<String[]> rows = new ArrayList<>();

  RandomRows(long seed) {
    random = new Random(seed * 31);
    random.nextInt();
    mode = Mode.values()[random.nextInt(Mode.values().length)];
    table();
    int count = 5 + random.nextInt(60);
    for (int row = 1; row <= count; row++) {
      rows.add(row(row));
    }
  }

  Mode mode() {
    return mode;
  }

  /** Makes the table, with some rows in it. */
  String setUp() {
    return sql.toString();
  }

  /** The records, whose fields are those of {@link #columns()}; null is NULL. */
  List<String[]> rows() {
    return rows;
  }

  static List<String> columns() {
    return COLUMNS;
  }

  String csv() {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (String[] row : rows) {
      StringJoiner fields = new StringJoiner(",");
      Arrays.stream(row).forEach(field -> fields.add(field == null ? "" : "\"" + field + "\""));
      csv.append(fields).append('\n');
    }
    return csv.toString();
  }

  private void table() {
    run("CREATE TABLE t.parent (k integer PRIMARY KEY)");
    run("INSERT INTO t.parent SELECT * FROM generate_series(0, 12)");
    run("CREATE DOMAIN t.short AS text CHECK (length(VALUE) < 6)");
    boolean partitioned = mode != Mode.UPSERT && chance(20);
    StringJoiner list = new StringJoiner(", ");
    list.add("n integer");
    list.add("id integer" + (chance(30) ? " NOT NULL" : ""));
    list.add("code integer" + (chance(40) ? " CHECK (code <> 3)" : ""));
    list.add("ref integer" + (chance(50) ? " REFERENCES t.parent" : ""));
    list.add("span int4range");
    list.add("word " + (chance(30) ? "t.short" : "text"));
    boolean keyed = mode == Mode.UPSERT || (!partitioned && chance(60));
    if (keyed) {
      list.add("PRIMARY KEY (id)");
    }
    if (chance(30)) {
      list.add("CHECK (id + code < 30)");
    }
    run("CREATE TABLE t.x (" + list + ")" + (partitioned ? " PARTITION BY RANGE (id)" : ""));
    if (partitioned) {
      run("CREATE TABLE t.x0 PARTITION OF t.x FOR VALUES FROM (0) TO (10)");
      run("CREATE TABLE t.x1 PARTITION OF t.x FOR VALUES FROM (10) TO (16)");
    }
    if (!partitioned && chance(30)) {
      run("CREATE UNIQUE INDEX ON t.x (code" + (chance(50) ? ", word" : "") + ")");
    }
    if (!partitioned && chance(15)) {
      run("CREATE UNIQUE INDEX ON t.x ((code / 2)) WHERE word IS NOT NULL");
    }
    if (!partitioned && mode != Mode.UPSERT && chance(25)) {
      run("ALTER TABLE t.x ADD EXCLUDE USING gist (span WITH &&)");
    }
    present(partitioned);
    triggers();
  }

  private void present(boolean partitioned) {
    for (int i = 0; i < 6; i++) {
      int id = partitioned ? i : 2 * i;
      run(
          "INSERT INTO t.x VALUES (%d, %d, %d, %d, int4range(%d, %d), 'old')"
                  .formatted(-i, id, i == 3 ? 9 : i + 10 * (i % 2), i, 100 + 2 * i, 101 + 2 * i)
              + " ON CONFLICT DO NOTHING");
    }
  }

  private void triggers() {
    if (chance(25)) {
      trigger("before", "BEFORE", "NEW.word = 'no'", "RAISE EXCEPTION 'no %', NEW.n");
    }
    if (chance(25)) {
      trigger("after", "AFTER", "NEW.code = 7", "RAISE EXCEPTION 'seven: %', NEW.n");
    }
    if (mode != Mode.UPSERT && chance(15)) {
      trigger("hide", "BEFORE", "NEW.word = 'hide'", "RETURN NULL");
    }
    if (mode != Mode.UPSERT && chance(15)) {
      trigger("fill", "BEFORE", "NEW.id IS NULL", "NEW.id := 1");
    }
  }

  private void trigger(String name, String when, String condition, String action) {
    run(
        "CREATE FUNCTION t."
            + name
            + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            + condition
            + " THEN "
            + action
            + "; END IF; RETURN NEW; END $$");
    String event = when.equals("AFTER") ? " INSERT OR UPDATE" : " INSERT";
    run(
        "CREATE TRIGGER "
            + name
            + " "
            + when
            + event
            + " ON t.x FOR EACH ROW EXECUTE FUNCTION t."
            + name
            + "()");
  }

  private String[] row(int number) {
    int from = random.nextInt(60);
    return new String[] {
      "" + number,
      chance(4) ? null : chance(3) ? "x" : "" + random.nextInt(18),
      chance(6) ? null : chance(3) ? "99999999999" : "" + random.nextInt(20),
      chance(20) ? null : "" + random.nextInt(15),
      chance(20) ? null : "[" + from + "," + (from + random.nextInt(4)) + ")",
      chance(20) ? null : pick("a", "b", "no", "hide", "longer word", "c", "d", "e")
    };
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
