package org.datamove.binary;

import java.util.OptionalInt;
import org.datamove.type.text.Ascii;
import org.datamove.type.text.DateTimeText;

/**
 * Dates as days and times as microseconds, both counted from 2000-01-01 (source: date_recv,
 * time_recv, timestamp_recv). The forms are those of ISO 8601 that PostgreSQL reads alike under
 * every DateStyle.
 */
public final class DateTimeEncoders {
  private static final long SECOND = 1_000_000L;
  private static final long DAY = 86_400L * SECOND;
  private static final int EPOCH_JULIAN = 2451545;
  private static final int MAX_FRACTION = 9;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private static final long INVALID = Long.MIN_VALUE;

  /** A date alone; what has a time behind it goes as text. */
  public static final ValueEncoder DATE = DateTimeEncoders::date;

  private DateTimeEncoders() {}

  /** The encoder of time. */
  public static ValueEncoder time(OptionalInt precision) {
    int kept = precision.orElse(DateTimeText.STORED_FRACTION);
    return (buf, from, to, out) -> {
      long micros = timeOfDay(buf, from, to, to);
      if (micros == INVALID) {
        return Encoding.NONE;
      }
      out.addLong(micros);
      return sureUpTo(kept, from, to);
    };
  }

  /** The encoder of timestamp. */
  public static ValueEncoder timestamp(OptionalInt precision) {
    int kept = precision.orElse(DateTimeText.STORED_FRACTION);
    return (buf, from, to, out) -> {
      long day = day(buf, from, to);
      if (day == INVALID) {
        return Encoding.NONE;
      }
      if (to - from == DateTimeText.DATE_LENGTH) {
        out.addLong(day * DAY);
        return Encoding.SURE;
      }
      int time = from + DateTimeText.DATE_LENGTH + 1;
      int end = DateTimeText.timeEnd(buf, time, to);
      long micros = timeOfDay(buf, time, end, to);
      if (micros == INVALID || !isSeparator(buf[time - 1])) {
        return Encoding.NONE;
      }
      out.addLong(day * DAY + micros);
      if (end == to) {
        return sureUpTo(kept, time, end);
      }
      // The zone is dropped.
      return isZone(buf, end, to) ? Encoding.TO_CHECK : Encoding.NONE;
    };
  }

  /** The encoder of timestamptz; {@code utc} where the session's time zone is UTC. */
  public static ValueEncoder timestamptz(OptionalInt precision, boolean utc) {
    int kept = precision.orElse(DateTimeText.STORED_FRACTION);
    return (buf, from, to, out) -> {
      long day = day(buf, from, to);
      if (day == INVALID) {
        return Encoding.NONE;
      }
      if (to - from == DateTimeText.DATE_LENGTH) {
        out.addLong(day * DAY);
        return utc ? Encoding.SURE : Encoding.NONE;
      }
      int time = from + DateTimeText.DATE_LENGTH + 1;
      int end = DateTimeText.timeEnd(buf, time, to);
      long micros = timeOfDay(buf, time, end, to);
      if (micros == INVALID || !isSeparator(buf[time - 1])) {
        return Encoding.NONE;
      }
      long offset = 0;
      if (end < to) {
        if (!isZone(buf, end, to)) {
          return Encoding.NONE;
        }
        offset = offset(buf, end, to);
      } else if (!utc) {
        return Encoding.NONE;
      }
      out.addLong(day * DAY + micros - offset);
      return sureUpTo(kept, time, end);
    };
  }

  private static Encoding date(byte[] buf, int from, int to, ByteBuilder out) {
    if (to - from != DateTimeText.DATE_LENGTH) {
      return Encoding.NONE;
    }
    long day = day(buf, from, to);
    if (day == INVALID) {
      return Encoding.NONE;
    }
    out.addInt((int) day);
    return Encoding.SURE;
  }

  private static boolean isSeparator(byte b) {
    return b == ' ' || b == 'T';
  }

  private static boolean isZone(byte[] buf, int from, int to) {
    return DateTimeText.zoneShaped(buf, from, to) && DateTimeText.isZone(buf, from, to);
  }

  private static Encoding sureUpTo(int digits, int time, int end) {
    return DateTimeText.fractionDigits(time, end) <= digits ? Encoding.SURE : Encoding.TO_CHECK;
  }

  /** The day that a value starts with. */
  private static long day(byte[] buf, int from, int to) {
    boolean shaped =
        DateTimeText.dateShaped(buf, from, to, (byte) '-')
            || DateTimeText.dateShaped(buf, from, to, (byte) '/');
    if (!shaped) {
      return INVALID;
    }
    int year = DateTimeText.two(buf, from) * 100 + DateTimeText.two(buf, from + 2);
    int month = DateTimeText.two(buf, from + 5);
    int day = DateTimeText.two(buf, from + 8);
    return DateTimeText.isDate(year, month, day)
        ? julian(year, month, day) - EPOCH_JULIAN
        : INVALID;
  }

  /** The Julian day number of a day of the Gregorian calendar, for years from 1 on. */
  private static int julian(int year, int month, int day) {
    // The year starts in March, so that the leap day is its last.
    int shifted = month > 2 ? year : year - 1;
    int sinceMarch = month > 2 ? month - 3 : month + 9;
    int century = shifted / 100;
    return shifted * 365
        + shifted / 4
        - century
        + century / 4
        + (153 * sinceMarch + 2) / 5
        + day
        + 1721119;
  }

  /** Microseconds since midnight of the time from {@code p} to {@code end}. */
  private static long timeOfDay(byte[] buf, int p, int end, int to) {
    boolean shaped = end > p && DateTimeText.timeEnd(buf, p, to) == end;
    if (!shaped || !DateTimeText.isTime(buf, p, end)) {
      return INVALID;
    }
    long seconds = DateTimeText.two(buf, p) * 3600L + DateTimeText.two(buf, p + 3) * 60L;
    if (end - p >= 8) {
      seconds += DateTimeText.two(buf, p + 6);
    }
    int digits = DateTimeText.fractionDigits(p, end);
    if (digits == 0) {
      return seconds * SECOND;
    }
    if (digits > MAX_FRACTION) {
      return INVALID;
    }
    int fraction = 0;
    for (int i = end - digits; i < end; i++) {
      fraction = fraction * 10 + buf[i] - '0';
    }
    if (digits > DateTimeText.STORED_FRACTION
        && Ascii.startsWith(buf, end - digits, end, "999999")) {
      return INVALID; // rounds up to the next second
    }
    // As the server does it: the nearest double of the fraction, times a million, rounded.
    return seconds * SECOND + (long) Math.rint(fraction / POWERS[digits] * 1e6);
  }

  /** Microseconds by which a zone is ahead of UTC. */
  private static long offset(byte[] buf, int from, int to) {
    int length = to - from;
    if (length == 1) {
      return 0;
    }
    int minutes = DateTimeText.two(buf, from + 1) * 60;
    if (length > 3) {
      minutes += DateTimeText.two(buf, to - 2);
    }
    return (buf[from] == '-' ? -minutes : minutes) * 60L * SECOND;
  }
}
