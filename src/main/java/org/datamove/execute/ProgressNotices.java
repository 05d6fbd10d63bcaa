package org.datamove.execute;

import java.util.Map;
import java.util.function.LongSupplier;
import org.datamove.error.RequestException;
import org.datamove.error.ShownText;
import org.datamove.json.Json;
import org.datamove.request.TargetName;

/**
 * Says now and then how far a move is: to its caller in a notice, to everybody in application_name.
 */
public final class ProgressNotices {
  private static final long DEFAULT_NANOS = 5_000_000_000L;
  private static final double MOST_SECONDS = 3600;
  private static final double LONGEST_LEFT = 1e9;

  /** PostgreSQL cuts names at 63 bytes with a notice of its own. */
  private static final int MOST_NAME = 63;

  private final Progress progress;
  private final LongSupplier clock;
  private final String csvPath;
  private final Long pause;
  private volatile TargetName target;
  private long told;

  /**
   * Notices of a request.
   *
   * @param options the request's
   * @param clock nanoseconds from any start
   * @throws RequestException where the option "progress" is not usable (SQLSTATE 22023)
   */
  public ProgressNotices(
      Progress progress, String csvPath, Map<String, Object> options, LongSupplier clock) {
    this.progress = progress;
    this.csvPath = csvPath;
    this.clock = clock;
    this.pause = pause(options.get("progress"));
    this.told = clock.getAsLong();
  }

  private static Long pause(Object given) {
    if (given == null) {
      return DEFAULT_NANOS;
    }
    if ("off".equals(given)) {
      return null;
    }
    if (given instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= MOST_SECONDS) {
      return (long) (number.doubleValue() * 1e9);
    }
    throw RequestException.invalid(
        "invalid value for option \"progress\": \""
            + (given instanceof String text ? text : Json.spaced(given))
            + "\"",
        null,
        "It takes a number of seconds from 0 to 3600, or \"off\".");
  }

  /** Notes the target, once it is known. */
  void target(TargetName found) {
    target = found;
  }

  /** What is to be told now that the file is being read, or null; for the host's thread. */
  public Command.Notice whileReading() {
    return due(false);
  }

  /** What is to be told now that more rows are in the table, or null. */
  Command.Notice whileLoading(long inTable) {
    progress.loaded(inTable);
    return due(true);
  }

  /** Notes that the load begins. */
  void loading() {
    progress.loading();
  }

  private synchronized Command.Notice due(boolean isLoading) {
    if (pause == null || clock.getAsLong() - told < pause) {
      return null;
    }
    Progress.Moment now = progress.now();
    if (now == null || now.isLoading() != isLoading) {
      return null;
    }
    told = clock.getAsLong();
    return notice(now);
  }

  private Command.Notice notice(Progress.Moment now) {
    double seconds = Math.max(now.sincePhase() / 1e9, 1e-6);
    double share = now.totalBytes() == 0 ? 0 : (double) now.bytes() / now.totalBytes();
    String percent = (long) Math.floor(100 * share) + "%";
    boolean known = now.totalBytes() != 0;
    String doing =
        now.isLoading()
            ? "loading table \"" + target.display() + "\""
            : "reading \"" + ShownText.of(csvPath) + "\"";
    StringBuilder message = new StringBuilder();
    message.append(doing).append(": ").append(now.rows());
    message.append(now.rows() == 1 ? " row, " : " rows, ").append(Sizes.pretty(now.bytes()));
    if (known) {
      message.append(" of ").append(Sizes.pretty(now.totalBytes()));
      message.append(" (").append(percent).append(')');
    }
    message.append(", ").append(Math.round(now.rows() / seconds)).append(" rows/s");
    if (share > 0 && share < 1) {
      message.append(", ").append(duration(seconds * (1 - share) / share)).append(" left");
    }
    String activity =
        "datamove: "
            + (known ? percent : Sizes.pretty(now.bytes()))
            + ", "
            + now.rows()
            + " rows, "
            + doing;
    return new Command.Notice(false, message.toString(), null, name(activity));
  }

  private static String name(String text) {
    StringBuilder name = new StringBuilder();
    text.codePoints()
        .limit(MOST_NAME)
        .forEach(c -> name.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return name.toString();
  }

  /** A time for people, such as 3 min 20 s. */
  static String duration(double seconds) {
    long s = (long) Math.ceil(Math.min(seconds, LONGEST_LEFT));
    if (s < 60) {
      return s + " s";
    }
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }
}
