package org.datamove.host.pljava;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.datamove.engine.TextSession;
import org.datamove.engine.Version;
import org.datamove.error.DatamoveException;
import org.datamove.json.Json;
import org.datamove.source.Sources;

/**
 * The engine's side of the SQL functions of PL/Java: text in, text out, no call longer than about
 * 100 ms, no exception. {@link Functions} calls it by name.
 *
 * <p>A move has one conversation, which goes by the move's id.
 */
public final class Engine implements BiFunction<String, List<String>, String> {
  /** Every address has it. */
  private static final String ADDRESS = "://";

  /** What is in front of a request in a database whose texts are bytes. */
  private static final String BYTES = "SQL_ASCII";

  private final Map<String, TextSession> sessions = new ConcurrentHashMap<>();
  private boolean bytes;

  /** An engine without work; a session has one. */
  public Engine() {
    ExitGuard.begin();
  }

  /**
   * Does what a SQL function asks for.
   *
   * @param function {@code open}, {@code next}, {@code close}, {@code version} or {@code check}
   * @param arguments the function's arguments; the last of {@code next} may be null
   * @return the function's result as its own description in {@link Functions} says
   */
  @Override
  public String apply(String function, List<String> arguments) {
    return switch (function) {
      case "open" -> open(arguments.get(0), request(arguments.get(1)));
      case "next" -> sent(next(arguments.get(0), given(arguments.get(1))));
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
    close(moveId);
    sessions.put(moveId, new TextSession(request));
    return moveId;
  }

  private static String lackingJar(String request) {
    try {
      String path = Json.text(Json.object(request), "csv_path");
      return path == null ? null : Sources.load(path);
    } catch (DatamoveException | SecurityException | StackOverflowError e) {
      return null; // the work itself tells it
    }
  }

  private String next(String moveId, String answer) {
    TextSession session = sessions.get(moveId);
    if (session == null) {
      return failed("the engine's work is not under way any more");
    }
    try {
      return session.next(answer).text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("the engine was interrupted");
    }
  }

  private static String failed(String message) {
    return "{\"do\":\"failed\",\"failure\":{\"sqlstate\":\"XX000\",\"message\":\""
        + message
        + "\"}}";
  }

  private String close(String moveId) {
    TextSession session = sessions.remove(moveId);
    if (session != null) {
      session.close();
    }
    return session == null ? "0" : "1";
  }
}
