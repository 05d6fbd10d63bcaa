package org.datamove.host.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the linker is: in which function, and in the functions that call it.
 *
 * @param functions their names, the innermost last
 * @param settings those in effect that functions have set
 */
record Frame(List<String> functions, Map<String, String> settings) {

  /** The block itself, under the settings of whoever runs it. */
  static Frame outermost() {
    return new Frame(List.of(), Map.of());
  }

  /** Inside a function that is called here. */
  Frame inside(Definition function) {
    List<String> names = new ArrayList<>(functions);
    names.add(function.name());
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(function.settings());
    return new Frame(names, all);
  }

  /** How often a function is in itself here. */
  int depth(Definition function) {
    return (int) functions.stream().filter(function.name()::equals).count();
  }

  /** The settings of a function that are not in effect here. */
  Map<String, String> lacking(Definition function) {
    Map<String, String> all = new TreeMap<>(function.settings());
    all.entrySet().removeAll(settings.entrySet());
    return all;
  }

  /** Whether names are looked up in pg_catalog first, whatever the caller's search_path is. */
  boolean isPinned() {
    return settings.getOrDefault("search_path", "").startsWith("pg_catalog,");
  }
}
