package org.datamove.validate.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.datamove.catalog.ColumnInfo;
import org.datamove.csv.Excerpt;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.known.KnownTypes;

/**
 * Finds out how wide an existing column must be for a file: integer to bigint to numeric,
 * varchar(n) to a larger n, date to timestamp, real to double precision. Never a narrowing, and
 * never a type that would change a value.
 */
public final class Widening {
  private static final int VALUE_CHARS = 40;

  private record Rung(PgType type, ValueRule rule, AlteredRule altered) {
    boolean holds(byte[] buf, int from, int to) {
      return rule.surelyAccepts(buf, from, to)
          && (altered == null || altered.alteration(buf, from, to) == null);
    }
  }

  private final String column;
  private final List<Rung> ladder;
  private final boolean growsInLength;
  private int rung;
  private int longest;
  private final LongFunction<String> words;
  private long place;
  private String reason;

  private Widening(
      String column, List<Rung> ladder, boolean growsInLength, LongFunction<String> words) {
    this.words = words;
    this.column = column;
    this.ladder = ladder;
    this.growsInLength = growsInLength;
  }

  /**
   * The ways a column can be widened, or null where its type has none.
   *
   * @param words puts into words where a value stands, such as {@code line 7}
   */
  public static Widening of(ColumnInfo column, boolean utf8, LongFunction<String> words) {
    PgType type = column.type();
    List<String> names =
        switch (type.schema().equals("pg_catalog") ? type.name() : "") {
          case "int2" -> List.of("int4", "int8", "numeric");
          case "int4" -> List.of("int8", "numeric");
          case "int8" -> List.of("numeric");
          case "numeric" -> type.typmod() < 0 ? List.<String>of() : List.of("numeric");
          case "float4" -> List.of("float8");
          case "date" -> List.of("timestamp");
          case "varchar" -> type.typmod() < 0 ? List.<String>of() : List.of("varchar");
          default -> List.<String>of();
        };
    if (names.isEmpty()) {
      return null;
    }
    List<Rung> ladder = new ArrayList<>();
    ladder.add(
        new Rung(type, ownRule(type, utf8), KnownTypes.altered(type, ValueSettings.DEFAULT)));
    for (String name : names) {
      PgType wider = new PgType("pg_catalog", name, 'b', -1, sql(name));
      ladder.add(
          new Rung(
              wider, widerRule(wider, utf8), KnownTypes.altered(wider, ValueSettings.DEFAULT)));
    }
    return new Widening(column.name(), ladder, type.name().equals("varchar"), words);
  }

  private static String sql(String name) {
    return switch (name) {
      case "int4" -> "integer";
      case "int8" -> "bigint";
      case "float8" -> "double precision";
      default -> name;
    };
  }

  /** A date's input function takes a timestamp and drops the time; that is no fit. */
  private static ValueRule ownRule(PgType type, boolean utf8) {
    ValueRule rule = KnownTypes.accepted(type, utf8);
    return type.name().equals("date")
        ? (buf, from, to) -> to - from <= 10 && rule.surelyAccepts(buf, from, to)
        : rule;
  }

  /** A timestamp's input function takes a zone and drops it; that is no fit either. */
  private static ValueRule widerRule(PgType type, boolean utf8) {
    ValueRule rule = KnownTypes.accepted(type, utf8);
    return type.name().equals("timestamp")
        ? (buf, from, to) -> !hasZone(buf, from, to) && rule.surelyAccepts(buf, from, to)
        : rule;
  }

  private static boolean hasZone(byte[] buf, int from, int to) {
    for (int i = from + 10; i < to; i++) {
      if (buf[i] == 'Z' || buf[i] == '+' || buf[i] == '-') {
        return true;
      }
    }
    return false;
  }

  /** Says where the values that come next stand. */
  public void at(long next) {
    place = next;
  }

  /** The column's name. */
  public String column() {
    return column;
  }

  /**
   * A rule that climbs as far as a value needs to be kept as it is; where no rung does that, it
   * stays, unsure if the value is not even accepted there.
   */
  public ValueRule rule() {
    return this::climb;
  }

  /** What the type reached so far does to a value. */
  public AlteredRule altered() {
    return (buf, from, to) -> {
      AlteredRule altered = ladder.get(rung).altered();
      return altered == null ? null : altered.alteration(buf, from, to);
    };
  }

  private boolean climb(byte[] buf, int from, int to) {
    for (int i = rung; i < ladder.size(); i++) {
      if (ladder.get(i).holds(buf, from, to)) {
        if (i > rung) {
          rung = i;
          reason = "because of \"" + cut(buf, from, to) + "\" on " + words.apply(place);
        }
        if (growsInLength && rung > 0) {
          longest = Math.max(longest, chars(buf, from, to));
        }
        return true;
      }
    }
    return ladder.get(rung).rule().surelyAccepts(buf, from, to);
  }

  private static String cut(byte[] buf, int from, int to) {
    String value = new String(buf, from, to - from, StandardCharsets.UTF_8);
    return Excerpt.orWhole(value, VALUE_CHARS);
  }

  private static int chars(byte[] buf, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += (buf[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return count;
  }

  /** Whether the file needs a wider type. */
  public boolean isNeeded() {
    return rung > 0;
  }

  /** The type that holds every value. */
  public PgType type() {
    return growsInLength ? PgType.varchar(longest) : ladder.get(rung).type();
  }

  /** What made it necessary: {@code because of "3000000000" on line 12}; null where nothing did. */
  public String reason() {
    return reason;
  }
}
