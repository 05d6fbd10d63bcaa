package org.datamove.type.known;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.binary.Encoding;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.accept.ValueRule;
import org.datamove.type.alter.AlteredRule;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.keyform.KeyForm;
import org.datamove.type.keyform.KeyForms;

/**
 * The list of all types of which something is known without PostgreSQL, and the questions about
 * them. A new type is a {@link KnownType} and a line in {@link #ENTRIES}. What is said here was
 * compared with PostgreSQL 13 to 17.
 */
public final class KnownTypes {
  /** PostgreSQL's own types. */
  private static final List<KnownType> ENTRIES =
      List.of(
          new BooleanType(),
          new IntegerType("int2", 2),
          new IntegerType("int4", 4),
          new IntegerType("int8", 8),
          new NumericType(),
          new FloatType("float4", true),
          new FloatType("float8", false),
          new DateType(),
          TimeType.TIME,
          TimeType.TIMETZ,
          TimeType.TIMESTAMP,
          TimeType.TIMESTAMPTZ,
          new IntervalType(),
          new BitType(),
          new UuidType(),
          new ByteaType(),
          new TextType(),
          new NameType(),
          new LimitedTextType("varchar", false),
          new LimitedTextType("bpchar", true),
          new JsonType("json", false),
          new JsonType("jsonb", true),
          new AskedType());

  /** Types that PostgreSQL compares with each other, and that have one form. */
  private static final List<Set<String>> COMMON_KEYS =
      List.of(Set.of("int2", "int4", "int8"), Set.of("text", "varchar"));

  private static final KnownType ENUM = new EnumType();
  private static final KnownType COMPOSED = new ComposedType();
  private static final KnownType VECTOR = new VectorType();
  private static final KnownType EXTENSION = new ExtensionType();

  private static final Map<String, KnownType> BY_NAME = new HashMap<>();

  static {
    for (KnownType entry : ENTRIES) {
      for (String name : entry.names()) {
        BY_NAME.put(name, entry);
      }
    }
  }

  private KnownTypes() {}

  /** The entries about PostgreSQL's own base types. */
  public static List<KnownType> builtIn() {
    return ENTRIES;
  }

  /** The entry about pgvector's types. */
  public static KnownType pgvector() {
    return VECTOR;
  }

  /** What is known of a type; of a domain nothing, since it has checks. */
  public static KnownType of(PgType type) {
    if (type.kind() == 'e') {
      return ENUM;
    }
    if (type.kind() != 'b' || type.isArray()) {
      return COMPOSED;
    }
    if (type.isPgvector(type.name())) {
      return VECTOR;
    }
    // A type outside pg_catalog only happens to have the same name.
    KnownType entry = type.isBuiltIn(type.name()) ? BY_NAME.get(type.name()) : null;
    return entry == null ? EXTENSION : entry;
  }

  /** Which values a column of this type surely takes in a database whose encoding is UTF8. */
  public static ValueRule accepted(PgType type) {
    return accepted(type, true);
  }

  /** Which values a column of this type surely takes; see {@link KnownType#accepted}. */
  public static ValueRule accepted(PgType type, boolean utf8Server) {
    return of(type).accepted(type, utf8Server);
  }

  /**
   * What becomes of values that a column takes.
   *
   * @param type the declared type; of a domain, the type below it
   * @param settings the session's
   * @return null for a type that keeps every value, or of which only {@link #written} knows
   */
  public static AlteredRule altered(PgType type, ValueSettings settings) {
    return of(type).altered(type, settings);
  }

  /**
   * The same, told from how PostgreSQL writes a value back.
   *
   * @param type the declared type; of a domain, the type below it
   * @return null where what becomes of a value is known without asking how it is written
   */
  public static WrittenRule written(PgType type, ValueSettings settings) {
    KnownType known = of(type);
    return known.altered(type, settings) == null ? known.written(type, settings) : null;
  }

  /**
   * The form of a column's values in which equal ones are the same bytes.
   *
   * @param base the type below the column's domains
   * @param element the type of the elements where that is an array, else null
   * @return null where equality can be had neither from the text nor from PostgreSQL's output
   */
  public static KeyForm key(PgType base, PgType element) {
    if (element == null) {
      return of(base).key(base);
    }
    return of(element).isWrittenAsEqualInArrays(element) ? KeyForms.ASKED : null;
  }

  /** Whether values of one type are equal to values of the other where their forms are the same. */
  public static boolean haveCommonKeys(PgType base, PgType other) {
    if (base.schema().equals(other.schema()) && base.name().equals(other.name())) {
      return true;
    }
    return COMMON_KEYS.stream()
        .anyMatch(
            names ->
                names.contains(base.name())
                    && names.contains(other.name())
                    && base.isBuiltIn(base.name())
                    && other.isBuiltIn(other.name()));
  }

  /**
   * What writes a column's values in the form of COPY's binary format.
   *
   * @param type the declared type
   * @param base the same, or the type below a domain
   * @return null if values of the type cannot be encoded
   */
  public static ValueEncoder encoder(PgType type, PgType base, EncodingSession session) {
    ValueEncoder encoder = of(base).encoder(base, session);
    if (encoder == null || type.kind() != 'd') {
      return encoder;
    }
    // A domain receives as the type below it does, and then looks at its checks.
    return (buf, from, to, out) ->
        encoder.encode(buf, from, to, out) == Encoding.NONE ? Encoding.NONE : Encoding.TO_CHECK;
  }
}
