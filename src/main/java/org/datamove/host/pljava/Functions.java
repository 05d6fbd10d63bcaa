package org.datamove.host.pljava;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.AccessController;
import java.security.CodeSource;
import java.security.Principal;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.function.BiFunction;
import javax.security.auth.Subject;

/**
 * What SQL calls through PL/Java.
 *
 * <p>PL/Java loads a class by SQL that runs under Java, and a session that is terminated meanwhile
 * takes the whole server down; a worker's class would moreover wait for the session's own SQL. So
 * all classes are read at once, from an entry of the jar that the installation makes of the others,
 * where nothing interrupts it.
 *
 * <p>Whoever may use language {@code java} can bind these methods to functions of his own: they
 * take nothing from a caller that would be run, and have no rights but in the language that only
 * superusers use ({@code deploy-descriptor/datamove.policy}).
 */
public final class Functions {
  /**
   * The entry with all classes: the length of its directory on a line, the directory (for each
   * class a line with its length in bytes, a blank, its entry's name), the classes in that order.
   */
  static final String IMAGES = "datamove.images";

  private static final int THE_JAR_WITHIN = 2;

  private static MemoryLoader loader;
  private static BiFunction<String, List<String>, String> engine;
  private static String problem;

  private Functions() {}

  /**
   * Compares two numbers, and on the way has the engine loaded; where one of them is 2, the jar
   * within the jar too. The comparison of an index is not interrupted, see {@code
   * sql/start_java.sql}.
   *
   * @return a negative number, zero or a positive number, as a B-tree's support function does
   */
  public static int compare(int left, int right) {
    if (problem == null) {
      problem = load(Math.max(left, right) == THE_JAR_WITHIN);
    }
    return Integer.compare(left, right);
  }

  private static String load(boolean theJarWithin) {
    try {
      if (engine == null) {
        loadEngine();
      }
      if (theJarWithin) {
        loader.add(read(MemoryLoader.NESTED));
      }
      return null;
    } catch (SecurityException e) {
      return "policy";
    } catch (OutOfMemoryError e) {
      return "memory";
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      return "jar";
    }
  }

  private static void loadEngine() throws IOException, ReflectiveOperationException {
    CodeSource jar = Functions.class.getProtectionDomain().getCodeSource();
    MemoryLoader taking = new MemoryLoader(jar, language());
    taking.addAll(read(IMAGES));
    engine = taking.newEngine();
    loader = taking;
  }

  /**
   * What the policy knows the language of this call by. The engine's classes keep it: libraries
   * lose it on the way where they call with their own rights only.
   */
  @SuppressWarnings("removal") // the only way to ask, up to Java 23
  private static Principal[] language() {
    Subject subject =
        System.getSecurityManager() == null
            ? null
            : Subject.getSubject(AccessController.getContext());
    return subject == null ? new Principal[0] : subject.getPrincipals().toArray(new Principal[0]);
  }

  /** An entry of the jar that this class is in; another jar must not have one of the name too. */
  private static byte[] read(String entry) throws IOException {
    Enumeration<URL> found = Functions.class.getClassLoader().getResources(entry);
    if (!found.hasMoreElements()) {
      throw new IOException("no such entry");
    }
    URL url = found.nextElement();
    if (found.hasMoreElements()) {
      throw new IOException("not the only one");
    }
    try (InputStream in = url.openStream()) {
      return in.readAllBytes();
    }
  }

  /**
   * Why there is no engine after {@link #compare}.
   *
   * @return null where there is one; {@code policy} where the security policy forbids it, {@code
   *     memory} where the heap is too small, else {@code jar}
   */
  public static String problem() {
    return problem;
  }

  private static String call(String function, String... arguments) {
    BiFunction<String, List<String>, String> loaded = engine;
    return loaded == null ? null : loaded.apply(function, Arrays.asList(arguments));
  }

  /**
   * Begins the conversation of a move.
   *
   * @param moveId the move's id, not null
   * @param request the request as JSON text, not null
   * @return the id; or null where there is no engine, or the name of an entry of the jar that
   *     {@link #compare} must read first
   */
  public static String open(String moveId, String request) {
    return call("open", moveId, request);
  }

  /**
   * The next command of a move.
   *
   * @param moveId the move's id
   * @param answer the answer to the last command as JSON text, or null
   * @return JSON text; see {@link org.datamove.engine.TextSession#next}
   */
  public static String next(String moveId, String answer) {
    return call("next", moveId, answer);
  }

  /**
   * Ends the work of a move and removes its files; does nothing where there is none.
   *
   * @return the number of conversations closed, as text; null where no engine is loaded
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
