package org.datamove.type.alter;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intervals in any of the forms that PostgreSQL reads and writes (manual, "Interval Input"). */
public final class IntervalText {
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
  private static final BigDecimal HOUR = BigDecimal.valueOf(3600);
  private static final BigDecimal DAY = BigDecimal.valueOf(86_400);
  private static final String NUMBER = "([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))";
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([-+]?)([0-9]+):([0-9]+)(?::([0-9]+(?:\\.[0-9]*)?))?"
              + "|([-+]?)([0-9]+)-([0-9]+)(?![0-9-])"
              + "|"
              + NUMBER
              + "\\s*([a-z]*)"
              + "|(@|ago\\s*$))\\s*");
  private static final Pattern ISO = Pattern.compile(NUMBER + "([ymwdhs])|(t)");

  private BigDecimal months = BigDecimal.ZERO;
  private BigDecimal seconds = BigDecimal.ZERO;

  private IntervalText() {}

  /** Whether two texts are the same interval; false where one of them is not understood. */
  public static boolean same(String text, String written) {
    IntervalText one = of(text);
    IntervalText other = of(written);
    return one != null
        && other != null
        && one.months.compareTo(other.months) == 0
        && one.seconds.compareTo(other.seconds) == 0;
  }

  private static IntervalText of(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    IntervalText interval = new IntervalText();
    boolean read =
        lower.startsWith("p") ? interval.iso(lower.substring(1)) : interval.tokens(lower);
    return read ? interval : null;
  }

  private boolean iso(String text) {
    Matcher parts = ISO.matcher(text);
    boolean time = false;
    int end = 0;
    while (parts.find() && parts.start() == end) {
      end = parts.end();
      if (parts.group(3) != null) {
        time = true;
      } else {
        String unit = parts.group(2);
        add(new BigDecimal(parts.group(1)), unit.equals("m") ? time ? "minute" : "month" : unit);
      }
    }
    return end > 0 && end == text.length();
  }

  private boolean tokens(String text) {
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    boolean ago = false;
    while (end < text.length() && token.find(end) && token.start() == end && token.end() > end) {
      end = token.end();
      if (token.group(2) != null) {
        clock(token);
      } else if (token.group(6) != null) {
        BigDecimal year = new BigDecimal(token.group(6)).multiply(BigDecimal.valueOf(12));
        BigDecimal both = year.add(new BigDecimal(token.group(7)));
        months = months.add(token.group(5).equals("-") ? both.negate() : both);
      } else if (token.group(8) != null) {
        // In the SQL standard's form a number between the years and the time is one of days.
        boolean days = token.group(9).isEmpty() && end < text.length();
        if (!add(new BigDecimal(token.group(8)), days ? "day" : token.group(9))) {
          return false;
        }
      } else {
        ago |= token.group(10).startsWith("ago");
      }
    }
    if (ago) {
      months = months.negate();
      seconds = seconds.negate();
    }
    return end > 0 && end == text.length();
  }

  private void clock(Matcher token) {
    boolean hours = token.group(4) != null || !token.group(3).contains(".");
    BigDecimal time =
        new BigDecimal(token.group(2))
            .multiply(hours ? HOUR : MINUTE)
            .add(new BigDecimal(token.group(3)).multiply(hours ? MINUTE : BigDecimal.ONE));
    if (token.group(4) != null) {
      time = time.add(new BigDecimal(token.group(4)));
    }
    seconds = seconds.add(token.group(1).equals("-") ? time.negate() : time);
  }

  private boolean add(BigDecimal number, String unit) {
    int inMonths = months(unit);
    if (inMonths > 0) {
      months = months.add(number.multiply(BigDecimal.valueOf(inMonths)));
      return true;
    }
    BigDecimal inSeconds = seconds(unit);
    if (inSeconds == null) {
      return false;
    }
    seconds = seconds.add(number.multiply(inSeconds));
    return true;
  }

  private static int months(String unit) {
    return switch (unit) {
      case "month", "months", "mon", "mons" -> 1;
      case "year", "years", "yr", "yrs", "y" -> 12;
      case "decade", "decades", "dec", "decs" -> 120;
      case "century", "centuries", "cent", "c" -> 1_200;
      case "millennium", "millennia", "mil", "mils" -> 12_000;
      default -> 0;
    };
  }

  private static BigDecimal seconds(String unit) {
    return switch (unit) {
      case "microsecond",
          "microseconds",
          "microsecon",
          "us",
          "usec",
          "usecs",
          "usecond",
          "useconds" ->
          new BigDecimal("0.000001");
      case "millisecond",
          "milliseconds",
          "millisecon",
          "ms",
          "msec",
          "msecs",
          "msecond",
          "mseconds" ->
          new BigDecimal("0.001");
      case "second", "seconds", "sec", "secs", "s", "" -> BigDecimal.ONE;
      case "minute", "minutes", "min", "mins", "m" -> MINUTE;
      case "hour", "hours", "hr", "hrs", "h" -> HOUR;
      case "day", "days", "d" -> DAY;
      case "week", "weeks", "w" -> DAY.multiply(BigDecimal.valueOf(7));
      default -> null;
    };
  }
}
