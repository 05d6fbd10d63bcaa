package org.datamove.type.text;

/**
 * The parts of ISO 8601 dates and times as PostgreSQL reads them under every DateStyle: the year
 * comes first and has four digits (manual, "Date/Time Types" and "Date/Time Input Interpretation").
 */
public final class DateTimeText {
  /** Length of {@code YYYY-MM-DD}. */
  public static final int DATE_LENGTH = 10;

  /** Digits after the second's point that PostgreSQL stores. */
  public static final int STORED_FRACTION = 6;

  private static final int MAX_OFFSET_HOUR = 15;
  private static final int DAYS_OF_30 = 1 << 4 | 1 << 6 | 1 << 9 | 1 << 11;

  private DateTimeText() {}

  /** Whether {@code dddd-dd-dd} stands at {@code p}, with the given byte for the dashes. */
  public static boolean dateShaped(byte[] buf, int p, int to, byte dash) {
    return to - p >= DATE_LENGTH
        && Ascii.areDigits(buf, p, 4)
        && buf[p + 4] == dash
        && Ascii.areDigits(buf, p + 5, 2)
        && buf[p + 7] == dash
        && Ascii.areDigits(buf, p + 8, 2);
  }

  /** Whether a day of the Gregorian calendar, year 0001 to 9999, has these three parts. */
  public static boolean isDate(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
      return false;
    }
    if (month == 2) {
      boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      return day <= (leap ? 29 : 28);
    }
    return day <= 30 || (DAYS_OF_30 >> month & 1) == 0;
  }

  /** The same for what {@link #dateShaped} found at {@code p}. */
  public static boolean isDate(byte[] buf, int p) {
    int year = two(buf, p) * 100 + two(buf, p + 2);
    return isDate(year, two(buf, p + 5), two(buf, p + 8));
  }

  /** End of {@code dd:dd}, {@code dd:dd:dd} or {@code dd:dd:dd.d…} at {@code p}; -1 if none. */
  public static int timeEnd(byte[] buf, int p, int to) {
    if (to - p < 5
        || !Ascii.areDigits(buf, p, 2)
        || buf[p + 2] != ':'
        || !Ascii.areDigits(buf, p + 3, 2)) {
      return -1;
    }
    int end = p + 5;
    if (to - end < 3 || buf[end] != ':' || !Ascii.areDigits(buf, end + 1, 2)) {
      return end;
    }
    end += 3;
    int fractionEnd = end + 1;
    if (end < to && buf[end] == '.') {
      fractionEnd = Ascii.digitsEnd(buf, fractionEnd, to);
      if (fractionEnd > end + 1) {
        return fractionEnd;
      }
    }
    return end;
  }

  /** Whether the time that {@link #timeEnd} found exists, 24:00 and second 60 excluded. */
  public static boolean isTime(byte[] buf, int p, int end) {
    return two(buf, p) < 24 && two(buf, p + 3) < 60 && (end - p < 8 || two(buf, p + 6) < 60);
  }

  /** Number of fractional digits of the time that {@link #timeEnd} found. */
  public static int fractionDigits(int p, int end) {
    return Math.max(0, end - p - 9);
  }

  /** Whether exactly a zone stands from {@code p} to {@code to}: Z, ±dd, ±dd:dd or ±dddd. */
  public static boolean zoneShaped(byte[] buf, int p, int to) {
    int length = to - p;
    if (length == 1) {
      return buf[p] == 'Z';
    }
    if (length < 3 || (buf[p] != '+' && buf[p] != '-') || !Ascii.areDigits(buf, p + 1, 2)) {
      return false;
    }
    return length == 3
        || (length == 5 && Ascii.areDigits(buf, p + 3, 2))
        || (length == 6 && buf[p + 3] == ':' && Ascii.areDigits(buf, p + 4, 2));
  }

  /** Whether PostgreSQL takes the zone that {@link #zoneShaped} found: at most ±15:59. */
  public static boolean isZone(byte[] buf, int p, int to) {
    int length = to - p;
    return length == 1
        || (two(buf, p + 1) <= MAX_OFFSET_HOUR && (length == 3 || two(buf, to - 2) < 60));
  }

  /** The number that two digits make. */
  public static int two(byte[] buf, int p) {
    return (buf[p] - '0') * 10 + buf[p + 1] - '0';
  }
}
