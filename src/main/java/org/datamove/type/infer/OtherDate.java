package org.datamove.type.infer;

import org.datamove.type.text.Ascii;

/**
 * Recognises dates in forms that are not ISO, only to tell people so. They are never read as dates:
 * which part is the day depends on who wrote them.
 */
final class OtherDate {
  private static final String[] MONTHS = {
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december"
  };
  private static final String FIRST_LETTERS = "jfmasond";
  private static final int LONGEST = 40;

  private OtherDate() {}

  /**
   * What the value is as a date in another form.
   *
   * @return {@link Shape#DATE_AMBIGUOUS}, {@link Shape#DATE_OTHER} or {@link Shape#FREE_TEXT}
   */
  static Shape of(byte[] buf, int from, int to) {
    if (to - from > LONGEST || to - from < 6) {
      return Shape.FREE_TEXT;
    }
    int first = Ascii.digitsEnd(buf, from, to);
    if (first == from) {
      return isMonth(buf, from, to) ? afterMonth(buf, from, to) : Shape.FREE_TEXT;
    }
    if (first >= to - 3) {
      return Shape.FREE_TEXT;
    }
    byte separator = buf[first];
    if (separator != '/' && separator != '.' && separator != '-' && separator != ' ') {
      return Shape.FREE_TEXT;
    }
    if (first - from <= 2 && isMonth(buf, first + 1, to)) {
      return afterMonth(buf, first + 1, to);
    }
    int second = Ascii.digitsEnd(buf, first + 1, to);
    if (separator == ' ' || second >= to - 1 || buf[second] != separator) {
      return Shape.FREE_TEXT;
    }
    int third = Ascii.digitsEnd(buf, second + 1, to);
    if (third < to && !isTime(buf, third, to)) {
      return Shape.FREE_TEXT;
    }
    int a = number(buf, from, first);
    int b = number(buf, first + 1, second);
    int c = number(buf, second + 1, third);
    int lastDigits = third - second - 1;
    if (first - from == 4) {
      return lastDigits <= 2 && isDayAndMonth(c, b) ? Shape.DATE_OTHER : Shape.FREE_TEXT;
    }
    boolean year = lastDigits == 4 || (lastDigits == 2 && separator == '/');
    if (!year || (!isDayAndMonth(a, b) && !isDayAndMonth(b, a))) {
      return Shape.FREE_TEXT;
    }
    return a <= 12 && b <= 12 ? Shape.DATE_AMBIGUOUS : Shape.DATE_OTHER;
  }

  private static boolean isDayAndMonth(int day, int month) {
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
  }

  /** Digits and separators up to the end must follow the month's name at {@code p}. */
  private static Shape afterMonth(byte[] buf, int p, int to) {
    int end = lettersEnd(buf, p, to);
    if (end >= to - 1 || !Ascii.isDigit(buf[to - 1])) {
      return Shape.FREE_TEXT;
    }
    for (int i = end; i < to; i++) {
      byte b = buf[i];
      boolean part = Ascii.isDigit(b) || b == ' ' || b == ',' || b == '-' || b == '/';
      if (!part && b != '.' && b != ':') {
        return Shape.FREE_TEXT;
      }
    }
    return Shape.DATE_OTHER;
  }

  /** Whether an English month's name or its first three letters stand at {@code p}. */
  private static boolean isMonth(byte[] buf, int p, int to) {
    if (p == to || FIRST_LETTERS.indexOf(buf[p] | 0x20) < 0) {
      return false;
    }
    int end = lettersEnd(buf, p, to);
    for (String month : MONTHS) {
      int length = end - p;
      if (length == 3 || length == month.length()) {
        if (Ascii.startsWithIgnoringCase(buf, p, end, month, length)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A blank or T, one or two digits, a colon, a digit, and whatever follows. */
  private static boolean isTime(byte[] buf, int p, int to) {
    if (buf[p] != ' ' && buf[p] != 'T') {
      return false;
    }
    int end = Ascii.digitsEnd(buf, p + 1, to);
    return end - p > 1
        && end - p <= 3
        && to - end >= 2
        && buf[end] == ':'
        && Ascii.isDigit(buf[end + 1]);
  }

  /** The number's value; a number of more than four digits or of none is 0. */
  private static int number(byte[] buf, int from, int to) {
    int number = 0;
    for (int p = from; p < to && to - from <= 4; p++) {
      number = number * 10 + buf[p] - '0';
    }
    return number;
  }

  private static int lettersEnd(byte[] buf, int from, int to) {
    int p = from;
    while (p < to && Ascii.isLetter(buf[p])) {
      p++;
    }
    return p;
  }
}
