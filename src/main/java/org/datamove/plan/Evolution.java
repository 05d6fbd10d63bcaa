package org.datamove.plan;

import java.util.List;
import org.datamove.type.PgType;

/**
 * How the columns of an existing table follow a file.
 *
 * @param added columns that the table gets, in the file's order
 * @param widened columns whose type grows
 * @param dropped columns that go, in the table's order
 */
public record Evolution(List<Added> added, List<Widened> widened, List<Dropped> dropped) {
  /** No change at all. */
  public static final Evolution NONE = new Evolution(List.of(), List.of(), List.of());

  /**
   * A new column.
   *
   * @param name its name
   * @param type its type
   * @param note why it has that type, or null
   */
  public record Added(String name, NewColumnType type, String note) {}

  /**
   * A column that gets a wider type.
   *
   * @param name its name
   * @param from the type it has
   * @param to the type it gets
   * @param reason the value and line that forced it
   * @param sequence the sequence that must grow with it, qualified and quoted, or null
   * @param asked whether the caller asks for it
   */
  public record Widened(
      String name, PgType from, PgType to, String reason, String sequence, boolean asked) {
    /** A type that the file's values need. */
    public Widened(String name, PgType from, PgType to, String reason, String sequence) {
      this(name, from, to, reason, sequence, false);
    }

    /** A type that the caller asks for. */
    public static Widened asked(String name, PgType from, PgType to) {
      return new Widened(name, from, to, "as the option \"types\" asks", null, true);
    }
  }

  /**
   * A column that goes.
   *
   * @param name its name
   * @param lostValues how many values that are not NULL go with it; null where the caller may not
   *     count them
   */
  public record Dropped(String name, Long lostValues) {
    /** Whether values are lost with it, as far as the caller may know. */
    public boolean losesValues() {
      return lostValues == null || lostValues > 0;
    }

    /** How many values are lost, in words: {@code 120 values}. */
    public String lostInWords() {
      if (lostValues == null) {
        return "an unknown number of values";
      }
      return lostValues == 1 ? "1 value" : lostValues + " values";
    }
  }

  /** Whether the table's definition changes. */
  public boolean changesTable() {
    return !added.isEmpty() || !widened.isEmpty() || !dropped.isEmpty();
  }
}
