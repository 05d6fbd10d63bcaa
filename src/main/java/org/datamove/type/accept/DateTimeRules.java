package org.datamove.type.accept;

import org.datamove.type.text.Ascii;
import org.datamove.type.text.DateTimeText;

/**
 * Dates and times of which the year comes first, with four digits, so that DateStyle has no say
 * (manual, "Date/Time Types"). Second 60, hour 24, years beyond 9999 or before Christ, names and
 * abbreviations are unsure.
 */
public final class DateTimeRules {
  private static final int MAX_FRACTION = 9;
  private static final int COMPACT_LENGTH = 8;

  private DateTimeRules() {}

  /** Also takes {@code YYYYMMDD}, and a timestamp, of which only the date is kept. */
  public static boolean date(byte[] buf, int from, int to) {
    if (to - from == COMPACT_LENGTH && Ascii.areDigits(buf, from, COMPACT_LENGTH)) {
      int year = DateTimeText.two(buf, from) * 100 + DateTimeText.two(buf, from + 2);
      return DateTimeText.isDate(
          year, DateTimeText.two(buf, from + 4), DateTimeText.two(buf, from + 6));
    }
    return timestamp(buf, from, to);
  }

  /** A time of day without a date or zone. */
  public static boolean time(byte[] buf, int from, int to) {
    int end = DateTimeText.timeEnd(buf, from, to);
    return end == to && isTime(buf, from, end);
  }

  /** A date, or a date and a time, with or without a zone; the types differ in none of it. */
  public static boolean timestamp(byte[] buf, int from, int to) {
    boolean shaped =
        DateTimeText.dateShaped(buf, from, to, (byte) '-')
            || DateTimeText.dateShaped(buf, from, to, (byte) '/');
    if (!shaped || !DateTimeText.isDate(buf, from)) {
      return false;
    }
    int time = from + DateTimeText.DATE_LENGTH + 1;
    if (time > to) {
      return true;
    }
    if (buf[time - 1] != ' ' && buf[time - 1] != 'T') {
      return false;
    }
    int end = DateTimeText.timeEnd(buf, time, to);
    if (end < 0 || !isTime(buf, time, end)) {
      return false;
    }
    return end == to
        || (DateTimeText.zoneShaped(buf, end, to) && DateTimeText.isZone(buf, end, to));
  }

  /** An existing time whose fraction does not round up to the next second. */
  private static boolean isTime(byte[] buf, int from, int end) {
    int fraction = DateTimeText.fractionDigits(from, end);
    return DateTimeText.isTime(buf, from, end)
        && (fraction <= DateTimeText.STORED_FRACTION
            || (fraction <= MAX_FRACTION && !Ascii.startsWith(buf, end - fraction, end, "999999")));
  }
}
