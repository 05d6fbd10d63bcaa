package org.datamove.type.infer;

import org.datamove.type.text.Ascii;
import org.datamove.type.text.DateTimeText;

/** Tells ISO dates and times that come back unchanged from those that do not. */
final class DateTimeShape {
  private DateTimeShape() {}

  /**
   * What the value is as a date or time.
   *
   * @return {@link Shape#FREE_TEXT} if it is neither
   */
  static Shape of(byte[] buf, int from, int to) {
    if (!DateTimeText.dateShaped(buf, from, to, (byte) '-')) {
      int end = DateTimeText.timeEnd(buf, from, to);
      return end == to ? time(buf, from, to) : Shape.FREE_TEXT;
    }
    int date = from + DateTimeText.DATE_LENGTH;
    if (date == to) {
      return DateTimeText.isDate(buf, from) ? Shape.DATE : Shape.NO_SUCH_DATE;
    }
    if (buf[date] != ' ' && buf[date] != 'T') {
      return Shape.FREE_TEXT;
    }
    int end = DateTimeText.timeEnd(buf, date + 1, to);
    if (end < 0) {
      return Shape.FREE_TEXT;
    }
    boolean zone = end < to;
    if (zone && !DateTimeText.zoneShaped(buf, end, to)) {
      return isSpacedZone(buf, end, to) ? Shape.OTHER_ZONE : Shape.FREE_TEXT;
    }
    if (!DateTimeText.isDate(buf, from)) {
      return Shape.NO_SUCH_DATE;
    }
    Shape time = time(buf, date + 1, end);
    if (time != Shape.TIME) {
      return time;
    }
    if (buf[date + 1] == '2' && buf[date + 2] == '4') {
      return Shape.NEXT_DAY;
    }
    if (!zone) {
      return Shape.TIMESTAMP;
    }
    return DateTimeText.isZone(buf, end, to) ? Shape.TIMESTAMPTZ : Shape.NO_SUCH_OFFSET;
  }

  /** The shape of a time of day; 24:00:00 is one. */
  private static Shape time(byte[] buf, int from, int end) {
    int fraction = DateTimeText.fractionDigits(from, end);
    if (!DateTimeText.isTime(buf, from, end) && !isEndOfDay(buf, from, end)) {
      return Shape.NO_SUCH_TIME;
    }
    if (end - from == 5) {
      return Shape.NO_SECONDS;
    }
    if (fraction > 0 && buf[end - 1] == '0') {
      return Shape.FRACTION_ZEROS;
    }
    return fraction > DateTimeText.STORED_FRACTION ? Shape.FRACTION_DIGITS : Shape.TIME;
  }

  private static boolean isEndOfDay(byte[] buf, int from, int end) {
    if (DateTimeText.two(buf, from) != 24) {
      return false;
    }
    for (int p = from + 2; p < end; p++) {
      if (Ascii.isDigit(buf[p]) && buf[p] != '0') {
        return false;
      }
    }
    return true;
  }

  /** Whether a blank and then a zone follow the time, as some programs write it. */
  private static boolean isSpacedZone(byte[] buf, int p, int to) {
    if (buf[p] != ' ') {
      return false;
    }
    return Ascii.is(buf, p + 1, to, "UTC") || DateTimeText.zoneShaped(buf, p + 1, to);
  }
}
