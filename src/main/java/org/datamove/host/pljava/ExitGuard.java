package org.datamove.host.pljava;

/**
 * Keeps a session that ends in the middle of a call of Java from taking the server down.
 *
 * <p>The JVM that is destroyed on the way out frees what the frames below still use. PL/Java's own
 * SQL under Java runs where nothing interrupts it ({@code sql/start_java.sql}); this is for
 * whatever else may end a session from inside Java. As long as a shutdown hook runs nothing is
 * freed; PL/Java waits for five seconds and then exits without it.
 */
final class ExitGuard extends Thread {
  private static final long LONGER_THAN_PLJAVA_WAITS_MILLIS = 60_000;
  private static final String EXIT = "java.lang.Shutdown";
  private static final String PLJAVA = "org.postgresql.pljava.";

  private final Thread session;

  private ExitGuard(Thread session) {
    super("datamove exit guard");
    this.session = session;
  }

  /** Guards the session whose own thread calls this; does nothing where PL/Java does not run it. */
  static void begin() {
    if (outermost(currentThread().getStackTrace()).startsWith(PLJAVA)) {
      Runtime.getRuntime().addShutdownHook(new ExitGuard(currentThread()));
    }
  }

  /** Does nothing where the session leaves from outside Java. */
  @Override
  public void run() {
    if (isInJava(session.getStackTrace())) {
      try {
        sleep(LONGER_THAN_PLJAVA_WAITS_MILLIS);
      } catch (InterruptedException e) {
        interrupt();
      }
    }
  }

  /** Whether there are frames below those that wait for the shutdown hooks. */
  static boolean isInJava(StackTraceElement[] stack) {
    return stack.length > 0 && !outermost(stack).equals(EXIT);
  }

  private static String outermost(StackTraceElement[] stack) {
    return stack[stack.length - 1].getClassName();
  }
}
