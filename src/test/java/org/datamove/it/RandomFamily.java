package org.datamove.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A table {@code t.x} whose rows refer to each other, with some rows in it, and a file many of
 * whose rows refer to none; the same for the same seed. Column {@code n} has the number of the row,
 * and is 0 or less in those of the table.
 */
final class RandomFamily {
  /**
   * Types for columns that are referred to and that refer, and values of them: those of a list are
   * equal in each of the types.
   */
  private record Kind(String type, String other, List<List<String>> values) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("integer", "integer", numbers("1", "01", "+1", " 1")),
          new Kind("bigint", "integer", numbers("1", "001")),
          new Kind("smallint", "bigint", numbers("1", "01")),
          new Kind("numeric", "numeric(12,3)", numbers("1", "1.0", "1.000", "01")),
          new Kind("numeric(8,2)", "numeric", numbers("1", "1.00", "1e0")),
          new Kind("double precision", "double precision", numbers("1", "1e0", "1.0")),
          new Kind("text", "text", texts("a", "A", "a ", "é", "e\u0301", "", "0", "00")),
          new Kind("varchar(4)", "text", texts("a", "A", "b", "abcd", "x y", "1")),
          new Kind("text", "varchar(9)", texts("a", "A", "b", "abcd", "x y", "1")),
          new Kind("char(4)", "char(4)", List.of(List.of("a", "a ", "a  "), List.of("b"))),
          new Kind("date", "date", List.of(List.of("2024-01-02", "20240102"), List.of("epoch"))),
          new Kind(
              "timestamptz",
              "timestamptz(3)",
              List.of(
                  List.of("2024-01-02 03:04:05Z", "2024-01-02T04:04:05+01"),
                  List.of("infinity"),
                  List.of("2024-01-02 03:04:05.5Z", "2024-01-02 03:04:05.500+00"))),
          new Kind(
              "interval",
              "interval",
              List.of(List.of("1 day", "24:00", "24 hours"), List.of("1 mon", "30 days"))),
          new Kind(
              "uuid",
              "uuid",
              List.of(
                  List.of(
                      "00000000-0000-0000-0000-00000000000a", "{0000000000000000000000000000000A}"),
                  List.of("00000000-0000-0000-0000-000000000002"))),
          new Kind("inet", "inet", List.of(List.of("10.0.0.1", "10.0.0.1/32"), List.of("::1"))),
          new Kind("bytea", "bytea", List.of(List.of("\\x61", "a"), List.of("\\x62"))),
          new Kind("t.mood", "t.mood", texts("sad", "ok", "happy")),
          new Kind("t.small", "integer", numbers("1", "01")),
          new Kind("integer[]", "integer[]", List.of(List.of("{1}", "{01}"), List.of("{1,2}"))),
          new Kind("timestamp", "date", List.of(List.of("2024-01-02"), List.of("2024-01-03"))),
          new Kind("t.anycase", "t.anycase", List.of(List.of("a", "A"), List.of("b"))));

  private static List<List<String>> numbers(String... spellings) {
    List<List<String>> all = new ArrayList<>();
    for (int number = 1; number <= 9; number++) {
      List<String> equal = new ArrayList<>();
      for (String spelling : spellings) {
        equal.add(spelling.replace("1", "" + number));
      }
      all.add(equal);
    }
    return all;
  }

  private static List<List<String>> texts(String... values) {
    return Arrays.stream(values).map(List::of).toList();
  }

  private final Random random;
  private final StringBuilder sql = new StringBuilder();
  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final boolean full;
  private boolean byNumber;
  private boolean acts;

  RandomFamily(long seed) {
    random = new Random(seed * 37);
    random.nextInt();
    kinds.add(KINDS.get(random.nextInt(KINDS.size())));
    if (chance(30)) {
      kinds.add(KINDS.get(random.nextInt(9)));
    }
    full = chance(25);
    String mode = pick("replace", "append", "upsert");
    options.putAll(Map.of("mode", mode, "progress", "off", "allow_empty", true));
    if (mode.equals("replace") && chance(30)) {
      options.put("replace_by", "delete");
    }
    if (mode.equals("append") && chance(10)) {
      options.put("on_conflict", "nothing");
    }
    if (chance(50)) {
      options.put("check_deferred", true);
    }
    table(mode);
    fill();
  }

  /** Makes the table, with some rows in it. */
  String setUp() {
    return sql.toString();
  }

  Map<String, Object> options() {
    return options;
  }

  String csv() {
    return csv(rows);
  }

  /** The same file where some rows have a bad value, or the key of another. */
  String faultyCsv() {
    List<List<String>> faulty = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> copy = new ArrayList<>(row);
      if (chance(12)) {
        copy.set(0, "x");
      }
      for (int i = 1; i < copy.size() && chance(12); i += 2) {
        copy.set(i, anyOf(rows).get(i));
      }
      faulty.add(copy);
    }
    return csv(faulty);
  }

  private String csv(List<List<String>> all) {
    StringJoiner names = new StringJoiner(",", "n,", "\n");
    for (int i = 0; i < kinds.size(); i++) {
      names.add("k" + i).add("r" + i);
    }
    StringBuilder csv = new StringBuilder(names.toString());
    for (List<String> row : all) {
      StringJoiner fields = new StringJoiner(",");
      row.forEach(field -> fields.add(field == null ? "" : "\"" + field + "\""));
      csv.append(fields).append('\n');
    }
    return csv.toString();
  }

  /**
   * A query for the numbers of the file's rows that refer to no row of the table as it is, nor,
   * where deleted rows take those along that refer to them, of the table {@code before}.
   */
  String orphans() {
    StringJoiner none = new StringJoiner(" OR ");
    StringJoiner all = new StringJoiner(" AND ");
    StringJoiner equal = new StringJoiner(" AND ");
    for (int i = 0; i < kinds.size(); i++) {
      none.add("c.r" + i + " IS NULL");
      all.add("c.r" + i + " IS NULL");
      equal.add("p.k%d = c.r%d".formatted(i, i));
    }
    return "SELECT c.n FROM t.x c WHERE c.n > 0 AND CASE WHEN "
        + none
        + " THEN "
        + (full ? "NOT (" + all + ")" : "false")
        + " ELSE NOT EXISTS (SELECT FROM t.x p WHERE "
        + equal
        + ")"
        + (acts ? " AND NOT EXISTS (SELECT FROM before p WHERE " + equal + ")" : "")
        + " END ORDER BY c.n";
  }

  private void table(String mode) {
    run("CREATE TYPE t.mood AS ENUM ('sad', 'ok', 'happy')");
    run("CREATE DOMAIN t.small AS integer CHECK (VALUE < 100)");
    run(
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i') THEN"
            + " CREATE COLLATION t.nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);"
            + " CREATE DOMAIN t.anycase AS text COLLATE t.nocase;"
            + " ELSE CREATE DOMAIN t.anycase AS text; END IF; END $$");
    boolean partitioned =
        mode.equals("replace") && kinds.get(0).type.equals("integer") && chance(60);
    boolean primary = mode.equals("upsert") || partitioned || chance(60);
    StringJoiner columns = new StringJoiner(", ");
    columns.add("n integer");
    StringJoiner parents = new StringJoiner(", ", "(", ")");
    StringJoiner children = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < kinds.size(); i++) {
      columns.add("k" + i + " " + kinds.get(i).type);
      columns.add("r" + i + " " + kinds.get(i).other);
      parents.add("k" + i);
      children.add("r" + i);
    }
    byNumber = mode.equals("upsert") && chance(20);
    String key = primary && !byNumber ? "PRIMARY KEY " : "UNIQUE ";
    columns.add(key + parents);
    if (byNumber) {
      columns.add("PRIMARY KEY (n)");
    }
    run("CREATE TABLE t.x (" + columns + ")" + (partitioned ? " PARTITION BY LIST (k0)" : ""));
    if (partitioned) {
      run("CREATE TABLE t.x0 PARTITION OF t.x FOR VALUES IN (1, 2, 3, 4)");
      run("CREATE TABLE t.x1 PARTITION OF t.x DEFAULT");
    }
    String action =
        pick("", "", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE RESTRICT");
    String rule =
        (full ? " MATCH FULL" : "")
            + action
            + pick("", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED");
    String family =
        "ALTER TABLE t.x ADD CONSTRAINT family FOREIGN KEY %s REFERENCES t.x %s%s"
            .formatted(children, parents, rule);
    run(family);
    if (primary && !partitioned && mode.equals("replace") && chance(40)) {
      acts = !action.isEmpty() && !action.endsWith("RESTRICT");
      run("CREATE TABLE t.other AS SELECT * FROM t.x");
      run("ALTER TABLE t.other ADD FOREIGN KEY %s REFERENCES t.x %s".formatted(parents, parents));
    }
    if (chance(8)) {
      run(
          "CREATE FUNCTION t.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");
      run("CREATE TRIGGER keep BEFORE INSERT ON t.x FOR EACH ROW EXECUTE FUNCTION t.keep()");
    }
  }

  /** Each key comes once in the table, and once in the file. */
  private void fill() {
    List<List<String>> keys = keys();
    int present = random.nextInt(4);
    for (int i = 0; i < Math.min(present, keys.size()); i++) {
      List<String> row = new ArrayList<>(List.of("" + -i));
      for (int k = 0; k < kinds.size(); k++) {
        row.add(keys.get(i).get(k));
        row.add(i == 0 ? null : keys.get(0).get(k));
      }
      StringJoiner values = new StringJoiner(", ");
      row.forEach(value -> values.add(value == null ? "NULL" : "'" + value + "'"));
      run("INSERT INTO t.x VALUES (" + values + ")");
    }
    boolean overlaps = !byNumber && !"append".equals(options.get("mode"));
    Collections.shuffle(
        keys.subList(overlaps ? 0 : Math.min(present, keys.size()), keys.size()), random);
    int from = overlaps ? 0 : Math.min(present, keys.size());
    int count = Math.min(keys.size() - from, 1 + random.nextInt(40));
    for (int i = 0; i < count; i++) {
      rows.add(row(i + 1, keys.get(from + i)));
    }
  }

  private List<String> row(int number, List<String> key) {
    List<String> row = new ArrayList<>(List.of("" + number));
    boolean none = chance(20);
    boolean itself = chance(10);
    for (int k = 0; k < kinds.size(); k++) {
      Kind kind = kinds.get(k);
      row.add(key.get(k));
      row.add(none || chance(5) ? null : itself ? key.get(k) : anyOf(anyOf(kind.values)));
    }
    return row;
  }

  /** All that there are, each in one of its spellings. */
  private List<List<String>> keys() {
    List<List<String>> all = new ArrayList<>();
    for (List<String> first : kinds.get(0).values) {
      if (kinds.size() == 1) {
        all.add(List.of(anyOf(first)));
        continue;
      }
      for (List<String> second : kinds.get(1).values) {
        all.add(List.of(anyOf(first), anyOf(second)));
      }
    }
    Collections.shuffle(all, random);
    return all;
  }

  private <T> T anyOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
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
