package org.datamove.host.pljava;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What SQL calls through PL/Java.
 *
 * <p>PL/Java loads a class by SQL that runs under Java, and a session that is terminated meanwhile
 * takes the whole server down; a worker's class would moreover wait for the session's own SQL. So
 * PL/Java loads this class and {@link MemoryLoader} only, and is handed the bytes of all others.
 */
public final class Functions {
  private static MemoryLoader loader;
  private static BiFunction<String, List<String>, String> engine;

  private Functions() {}

  /**
   * Compares two numbers, and has PL/Java load what it loads by SQL: this class and {@link
   * MemoryLoader}. The comparison of an index is not interrupted, see {@code sql/start_java.sql}.
   *
   * @return a negative number, zero or a positive number, as a B-tree's support function does
   */
  public static int compare(int left, int right) {
    MemoryLoader.prepare();
    return Integer.compare(left, right);
  }

  /**
   * Takes the engine's classes; the first call of a session that must come. A later one may add the
   * jar within the jar.
   *
   * @param directory a line for each entry of the jar: its length in bytes, a blank, its name
   * @param images the entries' bytes one behind the other, in the same order
   * @return null, or why the engine cannot be started: {@code policy} where the security policy
   *     forbids it, else {@code jar}
   */
  public static String load(String directory, byte[] images) {
    try {
      boolean more = engine != null && directory.endsWith(" " + MemoryLoader.NESTED);
      MemoryLoader taking =
          more ? loader : new MemoryLoader(Functions.class.getProtectionDomain().getCodeSource());
      int at = 0;
      for (String line : directory.split("\n", -1)) {
        int blank = line.indexOf(' ');
        int length = Integer.parseInt(line.substring(0, blank));
        taking.add(line.substring(blank + 1), Arrays.copyOfRange(images, at, at + length));
        at += length;
      }
      if (!more) {
        engine = taking.newEngine();
        loader = taking;
      }
      return null;
    } catch (SecurityException e) {
      return "policy";
    } catch (ReflectiveOperationException | LinkageError e) {
      return "jar";
    }
  }

  private static String call(String function, String... arguments) {
    BiFunction<String, List<String>, String> loaded = engine;
    return loaded == null ? null : loaded.apply(function, Arrays.asList(arguments));
  }

  /**
   * Starts work.
   *
   * @param moveId the move that it belongs to, not null
   * @param request the request as JSON text, not null
   * @return the handle; or null where {@link #load} must be called first, or the name of an entry
   *     of the jar that it must be given first
   */
  public static String open(String moveId, String request) {
    return call("open", moveId, request);
  }

  /**
   * The next event of some work.
   *
   * @param handle as {@link #open} gave it
   * @param answer the answer to the last event as JSON text, or null
   * @return JSON text; see {@link org.datamove.engine.Session#next}
   */
  public static String next(String handle, String answer) {
    return call("next", handle, answer);
  }

  /**
   * Where a row of the chunk under way stands in the file.
   *
   * @param moveId the move
   * @param rowInChunk 1-based
   * @return JSON text with row and line, or null where no such row is under way
   */
  public static String locate(String moveId, int rowInChunk) {
    return call("locate", moveId, Integer.toString(rowInChunk));
  }

  /**
   * Ends the work of a move and removes its files; does nothing where there is none.
   *
   * @return the number of handles closed, as text; null where no engine is loaded
   */
  public static String close(String moveId) {
    return call("close", moveId);
  }

  /** The engine's version and Java's, such as {@code 0.1.0 Java 17.0.15}; null as for open. */
  public static String version() {
    return call("version");
  }

  /**
   * Looks at the session's JVM.
   *
   * @return JSON text, see {@link SelfCheck#report}; null as for open
   */
  public static String check() {
    return call("check");
  }
}
