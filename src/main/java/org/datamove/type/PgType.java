package org.datamove.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.datamove.json.Json;

/**
 * The type of an existing column, as the catalog has it.
 *
 * @param schema name of the type's schema; {@code pg_catalog} for built-in types
 * @param name {@code pg_type.typname}, such as {@code int4}, {@code varchar}, {@code _int4}; a
 *     domain's own name
 * @param kind {@code pg_type.typtype}: b base, c composite, d domain, e enum, m multirange, p
 *     pseudo, r range
 * @param typmod {@code pg_attribute.atttypmod}; -1 for none
 * @param sql the type as {@code format_type} writes it
 * @param extension the extension that the type belongs to, such as {@code vector}, or null
 * @param parts the types of which its values consist, those below their domains: of an array's
 *     elements, a range's bounds, a multirange's ranges, a row's fields; else nothing
 */
public record PgType(
    String schema,
    String name,
    char kind,
    int typmod,
    String sql,
    String extension,
    List<PgType> parts) {
  private static final int HEADER = 4;
  private static final int NUMERIC_SCALE_BITS = 0x7FF;
  private static final int NUMERIC_SCALE_SIGN = 0x400;
  private static final int INTERVAL_PRECISION = 0xFFFF;

  /** A type whose values do not consist of others. */
  public PgType(String schema, String name, char kind, int typmod, String sql, String extension) {
    this(schema, name, kind, typmod, sql, extension, List.of());
  }

  /** A type that belongs to no extension. */
  public PgType(String schema, String name, char kind, int typmod, String sql) {
    this(schema, name, kind, typmod, sql, null);
  }

  /** The types in a JSON array; nothing where there is none. */
  public static List<PgType> listFromJson(List<Map<String, Object>> json) {
    return json.stream().map(PgType::fromJson).toList();
  }

  /** Whether its values are arrays. */
  public boolean isArray() {
    return kind == 'b' && !parts.isEmpty();
  }

  /** What stands between an array's elements: a comma, but for boxes. */
  public char delimiter() {
    return isArray() && parts.get(0).isBuiltIn("box") ? ';' : ',';
  }

  /** Whether its values are dates, with or without a time of day, or have some inside. */
  public boolean holdsDates() {
    return isBuiltIn("date")
        || isBuiltIn("timestamp")
        || isBuiltIn("timestamptz")
        || parts.stream().anyMatch(PgType::holdsDates);
  }

  /** Whether it is one of pgvector's types, whatever schema they are in. */
  public boolean isPgvector(String typeName) {
    return kind == 'b' && "vector".equals(extension) && name.equals(typeName);
  }

  /** Reads what {@link #toJson} wrote. */
  public static PgType fromJson(Map<String, Object> json) {
    return new PgType(
        Json.text(json, "schema"),
        Json.text(json, "name"),
        Json.text(json, "kind").charAt(0),
        (int) Json.number(json, "mod", -1),
        Json.text(json, "sql"),
        Json.text(json, "extension"),
        listFromJson(Json.list(json, "parts")));
  }

  /** The type as a JSON object. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", schema);
    json.put("name", name);
    json.put("kind", String.valueOf(kind));
    json.put("mod", typmod);
    json.put("sql", sql);
    json.put("extension", extension);
    if (!parts.isEmpty()) {
      json.put("parts", parts.stream().map(PgType::toJson).toList());
    }
    return json;
  }

  /** The type as a person writes it: pgvector's types and PostgreSQL's own without their schema. */
  public String display() {
    if (kind == 'b' && "vector".equals(extension)) {
      return typmod > 0 ? name + "(" + typmod + ")" : name;
    }
    return sql.replace("pg_catalog.", "");
  }

  /** PostgreSQL's own base type of a name. */
  public static PgType builtIn(String name, int typmod) {
    return new PgType("pg_catalog", name, 'b', typmod, name);
  }

  /** {@code varchar(n)}. */
  public static PgType varchar(int length) {
    String sql = "character varying(" + length + ")";
    return new PgType("pg_catalog", "varchar", 'b', length + HEADER, sql);
  }

  /** Whether it is PostgreSQL's own base type of that name. */
  public boolean isBuiltIn(String typeName) {
    return kind == 'b' && schema.equals("pg_catalog") && name.equals(typeName);
  }

  /**
   * The length that a column of type varchar(n), char(n) (both in characters), bit(n) or varbit(n)
   * was declared with; empty for other types and where there is no limit.
   */
  public OptionalInt length() {
    if (typmod < 0) {
      return OptionalInt.empty();
    }
    if (isBuiltIn("varchar") || isBuiltIn("bpchar")) {
      return OptionalInt.of(typmod - HEADER);
    }
    return isBuiltIn("bit") || isBuiltIn("varbit") ? OptionalInt.of(typmod) : OptionalInt.empty();
  }

  /**
   * The number of significant digits of numeric(p,s), or of fractional digits of a time, timestamp
   * or interval type; empty for other types and where none was declared.
   */
  public OptionalInt precision() {
    if (typmod < 0) {
      return OptionalInt.empty();
    }
    if (isBuiltIn("numeric")) {
      return OptionalInt.of((typmod - HEADER) >>> 16);
    }
    if (isBuiltIn("interval")) {
      int precision = typmod & INTERVAL_PRECISION;
      return precision == INTERVAL_PRECISION ? OptionalInt.empty() : OptionalInt.of(precision);
    }
    boolean temporal =
        isBuiltIn("time")
            || isBuiltIn("timetz")
            || isBuiltIn("timestamp")
            || isBuiltIn("timestamptz");
    return temporal ? OptionalInt.of(typmod) : OptionalInt.empty();
  }

  /**
   * The scale of numeric(p,s), from -1000 to 1000 (negative, or above the precision, from
   * PostgreSQL 15 on); empty for other types and for numeric without precision.
   */
  public OptionalInt scale() {
    if (typmod < 0 || !isBuiltIn("numeric")) {
      return OptionalInt.empty();
    }
    int bits = (typmod - HEADER) & NUMERIC_SCALE_BITS;
    return OptionalInt.of((bits ^ NUMERIC_SCALE_SIGN) - NUMERIC_SCALE_SIGN);
  }
}
