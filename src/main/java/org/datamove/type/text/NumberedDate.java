package org.datamove.type.text;

import java.util.stream.Stream;
import org.datamove.type.DateOrder;

/**
 * A date in digits whose parts are told apart by their order alone: {@code 01/02/2024}, {@code
 * 1-2-24 10:00}, {@code 01 02 2024}. A year of three or more digits in front leaves no choice.
 */
public final class NumberedDate {
  private static final String SEPARATORS = "/-., _";
  private static final int NONE = -1;
  private static final int LONGEST_YEAR = 6;
  private static final int TWO_DIGIT_TURN = 70;

  /** The date that each order makes of it, as a number; 0 where that is no date. */
  private final int dayFirst;

  private final int monthFirst;
  private final int yearFirst;

  private NumberedDate(int a, int b, int c, int yearDigits) {
    int year = yearDigits <= 2 ? twoDigitYear(c) : c;
    dayFirst = date(year, b, a);
    monthFirst = date(year, a, b);
    yearFirst = date(twoDigitYear(a), b, c);
  }

  private static int twoDigitYear(int year) {
    return year < TWO_DIGIT_TURN ? 2000 + year : 1900 + year;
  }

  private static int date(int year, int month, int day) {
    return DateTimeText.isDate(year, month, day) ? (year * 100 + month) * 100 + day : 0;
  }

  /** The date that a text begins with; null where it begins with none. */
  public static NumberedDate of(String text) {
    int from = 0;
    while (from < text.length() && Ascii.isSpace((byte) Math.min(text.charAt(from), 0x7F))) {
      from++;
    }
    int first = digitsEnd(text, from, 2);
    if (first == NONE || first == text.length() || SEPARATORS.indexOf(text.charAt(first)) < 0) {
      return null;
    }
    int second = digitsEnd(text, first + 1, 2);
    if (second == NONE || second == text.length() || text.charAt(second) != text.charAt(first)) {
      return null;
    }
    int third = digitsEnd(text, second + 1, LONGEST_YEAR);
    return third == NONE
        ? null
        : new NumberedDate(
            Integer.parseInt(text, from, first, 10),
            Integer.parseInt(text, first + 1, second, 10),
            Integer.parseInt(text, second + 1, third, 10),
            third - second - 1);
  }

  /** End of one digit or more, at most {@code most}; {@link #NONE} where there are others. */
  private static int digitsEnd(String text, int from, int most) {
    int p = from;
    while (p < text.length() && text.charAt(p) >= '0' && text.charAt(p) <= '9') {
      p++;
    }
    return p > from && p - from <= most ? p : NONE;
  }

  private int reading(DateOrder order) {
    return switch (order) {
      case DMY -> dayFirst;
      case MDY -> monthFirst;
      case YMD -> yearFirst;
    };
  }

  /** Whether an order makes a date of it. */
  public boolean fits(DateOrder order) {
    return reading(order) != 0;
  }

  /** Whether an order makes a date of it, and another order another date. */
  public boolean isAmbiguous(DateOrder order) {
    int own = reading(order);
    return own != 0
        && order.mistakenFor().map(this::reading).anyMatch(other -> other != 0 && other != own);
  }

  /** Whether this order makes a date of it and those that it could be mistaken for do not. */
  public boolean proves(DateOrder order) {
    return fits(order) && order.mistakenFor().noneMatch(this::fits);
  }

  /** Whether this order makes no date of it, and another does. */
  public boolean refutes(DateOrder order) {
    return !fits(order) && Stream.of(DateOrder.values()).anyMatch(this::fits);
  }
}
