package org.datamove.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The index of pgvector's that new columns of vectors get (pgvector's README, "Indexing").
 *
 * @param method how it finds neighbours
 * @param operatorClass which distance it is for, such as {@code vector_cosine_ops}, or null for the
 *     Euclidean one
 * @param build the build options that the caller gives, in the order in which they are known
 */
public record VectorIndexOption(Method method, String operatorClass, Map<String, Integer> build) {

  /** An access method of pgvector's. */
  public enum Method {
    /** A graph; {@code m} connections for each row, {@code ef_construction} candidates. */
    HNSW,
    /** Lists around centres that are found in the rows. */
    IVFFLAT;

    /** The word for it in SQL. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it omits those vectors of a type whose elements are all zero. */
  public boolean omitsZeroVectorsOf(String typeName) {
    return (typeName + "_cosine_ops").equals(operatorClass);
  }

  private static final String HINT =
      "It takes \"hnsw\", \"ivfflat\", or an object such as {\"method\": \"hnsw\","
          + " \"operator_class\": \"vector_cosine_ops\", \"m\": 16, \"ef_construction\": 64}"
          + " or {\"method\": \"ivfflat\", \"lists\": 100}.";

  /** Reads the option's value, which is not null. */
  static VectorIndexOption read(Object value) {
    if (value instanceof String word) {
      return new VectorIndexOption(method(value, word), null, Map.of());
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw OptionReader.wrong("vector_index", value, HINT);
    }
    Method method = method(value, members.get("method"));
    TreeSet<String> known = new TreeSet<>(List.of("method", "operator_class"));
    known.addAll(method == Method.HNSW ? List.of("m", "ef_construction") : List.of("lists"));
    for (Object name : members.keySet()) {
      if (!known.contains(name)) {
        throw OptionReader.wrong(
            "vector_index",
            value,
            "With method \"" + method.word() + "\" it takes: " + String.join(", ", known) + ".");
      }
    }
    Object operatorClass = members.get("operator_class");
    if (operatorClass != null && !(operatorClass instanceof String)) {
      throw OptionReader.wrong("vector_index", value, HINT);
    }
    Map<String, Integer> build = new LinkedHashMap<>();
    number(value, members, build, "m", 2, 100);
    number(value, members, build, "ef_construction", 4, 1000);
    number(value, members, build, "lists", 1, 32_768);
    int candidates = build.getOrDefault("ef_construction", 64);
    if (method == Method.HNSW && candidates < 2 * build.getOrDefault("m", 16)) {
      throw OptionReader.wrong(
          "vector_index", value, "The number ef_construction is at least twice the number m.");
    }
    return new VectorIndexOption(method, (String) operatorClass, build);
  }

  private static Method method(Object value, Object word) {
    for (Method method : Method.values()) {
      if (method.word().equals(word)) {
        return method;
      }
    }
    throw OptionReader.wrong("vector_index", value, HINT);
  }

  private static void number(
      Object value,
      Map<?, ?> members,
      Map<String, Integer> build,
      String name,
      int least,
      int most) {
    Object given = members.get(name);
    if (given == null) {
      return;
    }
    if (!(given instanceof Integer number) || number < least || number > most) {
      throw OptionReader.wrong(
          "vector_index",
          value,
          "The number " + name + " is a whole one from " + least + " to " + most + ".");
    }
    build.put(name, number);
  }
}
