package org.datamove.type.keyform;

import java.time.LocalDateTime;
import org.datamove.type.text.DateTimeText;

/**
 * Dates and times that start with a year of four digits: {@code 2024-01-31 08:00:00.5}, of {@code
 * timestamptz} in UTC.
 *
 * @param digits how many digits of a second the type keeps
 */
public record TimeKey(Kind kind, int digits) implements KeyForm {
  private static final int LONGEST_SECONDS = 8;

  /** The types. */
  enum Kind {
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ
  }

  /** The form of {@code time}. */
  public static TimeKey time(int digits) {
    return new TimeKey(Kind.TIME, digits);
  }

  /** The form of {@code timestamp}, or of {@code timestamptz}. */
  public static TimeKey timestamp(int digits, boolean zone) {
    return new TimeKey(zone ? Kind.TIMESTAMPTZ : Kind.TIMESTAMP, digits);
  }

  /** The form of {@code date}. */
  public static boolean date(byte[] buf, int from, int to, KeyBytes out) {
    boolean isDate =
        to - from == DateTimeText.DATE_LENGTH
            && DateTimeText.dateShaped(buf, from, to, (byte) '-')
            && DateTimeText.isDate(buf, from);
    return isDate && KeyForms.whole(buf, from, to, out);
  }

  @Override
  public boolean add(byte[] buf, int from, int to, KeyBytes out) {
    if (kind == Kind.TIME) {
      return DateTimeText.timeEnd(buf, from, to) == to && addTime(buf, from, to, out);
    }
    int time = timeStart(buf, from, to);
    if (time < 0) {
      return false;
    }
    int end = time == to ? to : DateTimeText.timeEnd(buf, time, to);
    if (kind == Kind.TIMESTAMP) {
      return end == to && addLocal(buf, from, time, end, out);
    }
    return end > 0
        && end < to
        && DateTimeText.zoneShaped(buf, end, to)
        && DateTimeText.isZone(buf, end, to)
        && addUtc(buf, from, time, end, offset(buf, end, to), out);
  }

  /** PostgreSQL is asked for the time in UTC, and writes no zone. */
  @Override
  public boolean addOutput(byte[] buf, int from, int to, KeyBytes out) {
    return kind == Kind.TIMESTAMPTZ
        ? new TimeKey(Kind.TIMESTAMP, digits).add(buf, from, to, out)
        : add(buf, from, to, out);
  }

  /** Where the time begins after an existing date; the end where there is none; else -1. */
  private static int timeStart(byte[] buf, int from, int to) {
    if (!DateTimeText.dateShaped(buf, from, to, (byte) '-') || !DateTimeText.isDate(buf, from)) {
      return -1;
    }
    int p = from + DateTimeText.DATE_LENGTH;
    if (p == to) {
      return to;
    }
    return buf[p] == ' ' || buf[p] == 'T' ? p + 1 : -1;
  }

  private boolean addLocal(byte[] buf, int from, int time, int end, KeyBytes out) {
    out.add(buf, from, from + DateTimeText.DATE_LENGTH);
    out.add(' ');
    if (time == end) {
      out.add("00:00:00");
      return true;
    }
    return addTime(buf, time, end, out);
  }

  private boolean addTime(byte[] buf, int from, int end, KeyBytes out) {
    int fraction = DateTimeText.fractionDigits(from, end);
    int last = end;
    while (fraction > 0 && buf[last - 1] == '0') {
      last--;
      fraction--;
    }
    if (!DateTimeText.isTime(buf, from, end) || fraction > digits) {
      return false;
    }
    int seconds = Math.min(end, from + LONGEST_SECONDS);
    out.add(buf, from, seconds);
    if (seconds - from < LONGEST_SECONDS) {
      out.add(":00");
    }
    if (fraction > 0) {
      out.add(buf, seconds, last);
    }
    return true;
  }

  /** Minutes that the zone is ahead of UTC. */
  private static int offset(byte[] buf, int from, int to) {
    if (to - from == 1) {
      return 0;
    }
    int minutes = DateTimeText.two(buf, from + 1) * 60;
    minutes += to - from > 3 ? DateTimeText.two(buf, to - 2) : 0;
    return buf[from] == '-' ? -minutes : minutes;
  }

  private boolean addUtc(byte[] buf, int from, int time, int end, int offset, KeyBytes out) {
    int start = out.length();
    if (!addLocal(buf, from, time, end, out)) {
      return false;
    }
    if (offset == 0) {
      return true;
    }
    byte[] local = out.array();
    LocalDateTime utc =
        LocalDateTime.of(
                DateTimeText.two(local, start) * 100 + DateTimeText.two(local, start + 2),
                DateTimeText.two(local, start + 5),
                DateTimeText.two(local, start + 8),
                DateTimeText.two(local, start + 11),
                DateTimeText.two(local, start + 14))
            .minusMinutes(offset);
    if (utc.getYear() < 1 || utc.getYear() > 9999) {
      return false;
    }
    put(local, start, utc.getYear() / 100);
    put(local, start + 2, utc.getYear() % 100);
    put(local, start + 5, utc.getMonthValue());
    put(local, start + 8, utc.getDayOfMonth());
    put(local, start + 11, utc.getHour());
    put(local, start + 14, utc.getMinute());
    return true;
  }

  private static void put(byte[] to, int at, int number) {
    to[at] = (byte) ('0' + number / 10);
    to[at + 1] = (byte) ('0' + number % 10);
  }
}
