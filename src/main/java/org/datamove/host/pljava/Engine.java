package org.datamove.host.pljava;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.datamove.engine.Session;
import org.datamove.engine.Version;
import org.datamove.error.DatamoveException;
import org.datamove.json.Json;
import org.datamove.source.Sources;

/**
 * The engine's side of the SQL functions of PL/Java: text in, text out, no call longer than about
 * 100 ms, no exception. {@link Functions} calls it by name.
 *
 * <p>Handles live for a move: their name starts with the move's id, so that one call closes all.
 */
public final class Engine implements BiFunction<String, List<String>, String> {
  /** Every address has it. */
  private static final String ADDRESS = "://";

  /** What is in front of a request in a database whose texts are bytes. */
  private static final String BYTES = "SQL_ASCII";

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private boolean bytes;

  /** An engine without work; a session has one. */
  public Engine() {
    ExitGuard.begin();
  }

  /**
   * Does what a SQL function asks for.
   *
   * @param function {@code open}, {@code next}, {@code locate}, {@code close}, {@code version} or
   *     {@code check}
   * @param arguments the function's arguments; the last of {@code next} may be null
   * @return the function's result as its own description in {@link Functions} says
   */
  @Override
  public String apply(String function, List<String> arguments) {
    return switch (function) {
      case "open" -> open(arguments.get(0), request(arguments.get(1)));
      case "next" -> sent(next(arguments.get(0), given(arguments.get(1))));
      case "locate" -> sent(locate(arguments.get(0), Integer.parseInt(arguments.get(1))));
      case "close" -> close(arguments.get(0));
      case "version" -> Version.TEXT + " Java " + Runtime.version();
      case "check" -> SelfCheck.report();
      default -> throw new IllegalArgumentException(function);
    };
  }

  private String request(String given) {
    bytes = given.startsWith(BYTES);
    return bytes ? ByteText.characters(given.substring(BYTES.length())) : given;
  }

  private String given(String answer) {
    return bytes ? ByteText.characters(answer) : answer;
  }

  private String sent(String text) {
    return bytes ? ByteText.pairs(text) : text;
  }

  private String open(String moveId, String request) {
    String lacking = request.contains(ADDRESS) && !Sources.areLoaded() ? lackingJar(request) : null;
    if (lacking != null) {
      return lacking;
    }
    String handle = moveId + "/" + numbers.incrementAndGet();
    sessions.put(handle, new Session(request));
    return handle;
  }

  private static String lackingJar(String request) {
    try {
      String path = Json.text(Json.object(request), "csv_path");
      return path == null ? null : Sources.load(path);
    } catch (DatamoveException | SecurityException | StackOverflowError e) {
      return null; // the work itself tells it
    }
  }

  private String next(String handle, String answer) {
    Session session = sessions.get(handle);
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

  private String locate(String moveId, int rowInChunk) {
    for (Map.Entry<String, Session> entry : sessions.entrySet()) {
      if (entry.getKey().startsWith(moveId + "/")) {
        String place = entry.getValue().locate(rowInChunk);
        if (place != null) {
          return place;
        }
      }
    }
    return null;
  }

  private String close(String moveId) {
    int closed = 0;
    for (String handle : List.copyOf(sessions.keySet())) {
      if (handle.startsWith(moveId + "/")) {
        Session session = sessions.remove(handle);
        if (session != null) {
          session.close();
          closed++;
        }
      }
    }
    return Integer.toString(closed);
  }
}
