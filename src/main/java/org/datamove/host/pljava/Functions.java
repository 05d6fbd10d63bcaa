package org.datamove.host.pljava;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.datamove.engine.Session;
import org.datamove.engine.Version;

/**
 * What SQL calls through PL/Java: text in, text out, no call longer than about 100 ms, no
 * exception.
 *
 * <p>Handles live for a move: their name starts with the move's id, so that one call closes all.
 */
public final class Functions {
  private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBERS = new AtomicLong();

  private static volatile boolean ready;

  private Functions() {}

  /**
   * Starts work.
   *
   * @param moveId the move that it belongs to, not null
   * @param request the request as JSON text, not null
   * @return the handle, or null where {@link #preload} must be called first
   */
  public static String open(String moveId, String request) {
    if (!ready) {
      return null;
    }
    String handle = moveId + "/" + NUMBERS.incrementAndGet();
    SESSIONS.put(handle, new Session(request));
    return handle;
  }

  /**
   * Loads the engine's classes in the session's own thread. PL/Java reads a class from the database
   * in several steps; were a worker to do so, the session could leave Java in between, and the
   * class would not be found.
   *
   * @param entries the entries of the jar, with commas between
   * @return how many classes were loaded, as text
   */
  public static String preload(String entries) {
    int loaded = 0;
    for (String entry : entries.split(",", -1)) {
      if (entry.endsWith(".class") && !entry.endsWith("-info.class")) {
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
          Class.forName(name, false, Functions.class.getClassLoader());
          loaded++;
        } catch (ClassNotFoundException | LinkageError e) {
          // an optional part of a library that the engine never reaches
        }
      }
    }
    ready = true;
    return Integer.toString(loaded);
  }

  /**
   * The next event of some work.
   *
   * @param handle as {@link #open} gave it
   * @param answer the answer to the last event as JSON text, or null
   * @return JSON text; see {@link Session#next}
   */
  public static String next(String handle, String answer) {
    Session session = SESSIONS.get(handle);
    if (session == null) {
      return failed("the engine's work is not under way any more");
    }
    try {
      return session.next(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("the engine was interrupted");
    } catch (IOException e) {
      return failed("the engine could not remove a chunk file");
    }
  }

  private static String failed(String message) {
    return "{\"state\":\"failed\",\"failure\":{\"sqlstate\":\"XX000\",\"message\":\""
        + message
        + "\"}}";
  }

  /**
   * Where a row of the chunk under way stands in the file.
   *
   * @param moveId the move
   * @param rowInChunk 1-based
   * @return JSON text with row and line, or null where no such row is under way
   */
  public static String locate(String moveId, int rowInChunk) {
    for (Map.Entry<String, Session> entry : SESSIONS.entrySet()) {
      if (entry.getKey().startsWith(moveId + "/")) {
        String place = entry.getValue().locate(rowInChunk);
        if (place != null) {
          return place;
        }
      }
    }
    return null;
  }

  /**
   * Ends the work of a move and removes its files; does nothing where there is none.
   *
   * @return the number of handles closed, as text
   */
  public static String close(String moveId) {
    int closed = 0;
    for (String handle : List.copyOf(SESSIONS.keySet())) {
      if (handle.startsWith(moveId + "/")) {
        Session session = SESSIONS.remove(handle);
        if (session != null) {
          session.close();
          closed++;
        }
      }
    }
    return Integer.toString(closed);
  }

  /** The engine's version and Java's, such as {@code 0.1.0 Java 17.0.15}. */
  public static String version() {
    return Version.TEXT + " Java " + Runtime.version();
  }
}
