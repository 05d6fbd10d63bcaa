package org.datamove.testing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways in which SQL reaches the engine. */
public enum Engine {
  /** Inside the backend, through PL/Java. */
  PLJAVA,
  /** In a process that the server starts. */
  PROGRAM;

  private static final String NAMES = System.getProperty("datamove.engines");

  /** Whether one engine on one server is enough: {@code -Ddatamove.engines=one}. */
  static boolean oneIsEnough() {
    return "one".equals(NAMES);
  }

  /** Whether each engine of each server is to be tested: {@code -Ddatamove.engines=every}. */
  static boolean everyIsWanted() {
    return "every".equals(NAMES);
  }

  /** The word for the engine in a client's JVM, which is installed nowhere. */
  private static final String CLIENT = "jdbc";

  /** Whether to test with the engine in the client's JVM. */
  static boolean clientIsWanted() {
    return NAMES == null || everyIsWanted() || List.of(NAMES.split(",", -1)).contains(CLIENT);
  }

  /** The engines to test in: all, or those that {@code -Ddatamove.engines} names. */
  static Set<Engine> wanted() {
    if (NAMES == null || oneIsEnough() || everyIsWanted()) {
      return EnumSet.allOf(Engine.class);
    }
    return Arrays.stream(NAMES.split(",", -1))
        .filter(name -> !name.strip().equals(CLIENT))
        .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Engine.class)));
  }

  /** The word that {@code sql/install.sql} knows it by. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
