package org.datamove.type.known;

import java.util.List;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;

/**
 * All that is known of a type without PostgreSQL: an entry of {@link KnownTypes}. What an entry
 * does not override is what holds for a type of which nothing is known. Immutable.
 */
public abstract class KnownType {
  private final List<String> names;

  /**
   * An entry.
   *
   * @param names the types that it is about, as {@code pg_type} has them
   */
  protected KnownType(String... names) {
    this.names = List.of(names);
  }

  /** The types that it is about, as {@code pg_type} has them; none where that is no list. */
  public final List<String> names() {
    return names;
  }

  /**
   * Which values the type surely takes.
   *
   * @param utf8Server whether the database's encoding is UTF8; in any other a text beyond ASCII may
   *     have no equivalent, so that it is never sure
   */
  public ValueRule accepted(PgType type, boolean utf8Server) {
    return ValueRule.NEVER;
  }

  /**
   * What the type does to values that it takes.
   *
   * @return null for a type that keeps every value, or of which only {@link #written} knows
   */
  public AlteredRule altered(PgType type, ValueSettings settings) {
    return null;
  }

  /**
   * The same, told from how PostgreSQL writes a value back; for types without {@link #altered}.
   *
   * @return null for a type that keeps every value
   */
  public WrittenRule written(PgType type, ValueSettings settings) {
    return String::equals;
  }

  /**
   * The form in which equal values are the same bytes.
   *
   * @return null where equality can be had neither from the text nor from PostgreSQL's output
   */
  public KeyForm key(PgType type) {
    return null;
  }

  /** Whether PostgreSQL writes two arrays of it the same if and only if they are equal. */
  public boolean isWrittenAsEqualInArrays(PgType type) {
    return false;
  }

  /**
   * What writes values in the form of COPY's binary format.
   *
   * @return null where that cannot be done
   */
  public ValueEncoder encoder(PgType type, EncodingSession session) {
    return null;
  }

  /**
   * Whether a column of a stage may have the type: reading a value runs nobody's code. The gate has
   * the same list ({@code sql/stage.sql}), as it must not take the engine's word.
   */
  public boolean mayBeStaged(PgType type) {
    return false;
  }
}
