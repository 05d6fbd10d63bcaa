package org.datamove.type.text;

/**
 * Intervals as programs write them, none of their parts negative (manual, "Interval Input"): {@code
 * 1 year 2 mons 3 days 04:05:06.5}, {@code 90 minutes}, {@code P1Y2M3DT4H5M6.5S}. Without a sign
 * they mean the same under every {@code IntervalStyle}; each number has so few digits that no sum
 * leaves the type's range.
 */
public final class PlainInterval {
  /** Microseconds of a day. */
  public static final long DAY = 86_400_000_000L;

  /** In place of a sum: not written so. */
  public static final long OTHER = -1;

  private static final String[] WORDS = {
    "year", "mon", "month", "week", "day", "hour", "min", "minute", "sec", "second"
  };

  /** Which of the units, the greatest first, a word is. */
  private static final int[] RANKS = {0, 1, 1, 2, 3, 4, 5, 5, 6, 6};

  private static final String DATE_LETTERS = "YMWD";
  private static final String TIME_LETTERS = "HMS";
  private static final int YEAR = 0;
  private static final int HOUR = 4;
  private static final int SECOND = 6;
  private static final int MOST_DIGITS = 6;
  private static final int MOST_YEAR_DIGITS = 4;
  private static final int[] FRACTIONS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

  private PlainInterval() {}

  /**
   * Adds up an interval.
   *
   * @param month what a month counts
   * @param day what a day counts
   * @param microsecond what a microsecond counts
   * @return the sum, 0 or more; {@link #OTHER} if the interval is not written so
   */
  public static long sum(byte[] buf, int from, int to, long month, long day, long microsecond) {
    if (from < to && buf[from] == 'P') {
      return designated(buf, from + 1, to, month, day, microsecond); // no white space around
    }
    int p = Ascii.skipSpace(buf, from, to);
    return worded(buf, p, Ascii.trimEnd(buf, p, to), month, day, microsecond);
  }

  /** How many digits behind the point count; the value must be a plain interval. */
  public static int fractionDigits(byte[] buf, int from, int to) {
    int point = from;
    while (point < to && buf[point] != '.') {
      point++;
    }
    int last = point < to ? Ascii.digitsEnd(buf, point + 1, to) : point + 1;
    while (last > point + 1 && buf[last - 1] == '0') {
      last--;
    }
    return last - point - 1;
  }

  private static long designated(byte[] buf, int from, int to, long month, long day, long micro) {
    long sum = 0;
    int least = YEAR;
    boolean time = false;
    boolean any = false;
    int p = from;
    while (p < to) {
      if (buf[p] == 'T' && !time) {
        time = true;
        any = false;
        least = HOUR;
        p++;
        continue;
      }
      int unit = numberEnd(buf, p, to);
      int letter = unit < to ? (time ? TIME_LETTERS : DATE_LETTERS).indexOf(buf[unit]) : -1;
      int rank = time ? HOUR + letter : letter;
      if (unit == p || letter < 0 || rank < least) {
        return OTHER;
      }
      long part = part(buf, p, unit, rank, month, day, micro);
      if (part == OTHER) {
        return OTHER;
      }
      sum += part;
      least = rank + 1;
      any = true;
      p = unit + 1;
    }
    return any ? sum : OTHER;
  }

  private static long worded(byte[] buf, int from, int to, long month, long day, long micro) {
    long sum = 0;
    int least = YEAR;
    int p = from;
    while (p < to) {
      int end = numberEnd(buf, p, to);
      if (end < to && buf[end] == ':') {
        long time = least > HOUR ? OTHER : clock(buf, p, end, to);
        return time == OTHER ? OTHER : sum + time * micro;
      }
      int word = Ascii.skipSpace(buf, end, to);
      int wordEnd = word;
      while (wordEnd < to && Ascii.isLetter(buf[wordEnd])) {
        wordEnd++;
      }
      int rank = rank(buf, word, wordEnd);
      if (word == end || rank < least) {
        return OTHER;
      }
      long part = part(buf, p, end, rank, month, day, micro);
      if (part == OTHER) {
        return OTHER;
      }
      sum += part;
      least = rank + 1;
      p = Ascii.skipSpace(buf, wordEnd, to);
      if (p == wordEnd && p < to) {
        return OTHER;
      }
    }
    return least == YEAR ? OTHER : sum;
  }

  /** Which unit a word is, in the singular or the plural; -1 for none of them. */
  private static int rank(byte[] buf, int from, int to) {
    for (int i = 0; i < WORDS.length; i++) {
      int length = WORDS[i].length();
      boolean plural = to - from == length + 1 && (buf[to - 1] | 0x20) == 's';
      if ((plural || to - from == length)
          && Ascii.startsWithIgnoringCase(buf, from, to, WORDS[i], length)) {
        return RANKS[i];
      }
    }
    return -1;
  }

  private static int numberEnd(byte[] buf, int from, int to) {
    int end = Ascii.digitsEnd(buf, from, to);
    return end > from && end < to && buf[end] == '.' ? Ascii.digitsEnd(buf, end + 1, to) : end;
  }

  /** What a number counts; only seconds have a fraction. */
  private static long part(
      byte[] buf, int from, int to, int rank, long month, long day, long micro) {
    int point = Ascii.digitsEnd(buf, from, to);
    int most = rank == YEAR ? MOST_YEAR_DIGITS : MOST_DIGITS;
    if (point == from || point - from > most || (point < to && rank != SECOND)) {
      return OTHER;
    }
    long number = whole(buf, from, point);
    return switch (rank) {
      case YEAR -> number * 12 * month;
      case 1 -> number * month;
      case 2 -> number * 7 * day;
      case 3 -> number * day;
      case HOUR -> number * 3_600_000_000L * micro;
      case 5 -> number * 60_000_000L * micro;
      default -> {
        long fraction = point == to ? 0 : fraction(buf, point + 1, to);
        yield fraction == OTHER ? OTHER : (number * 1_000_000L + fraction) * micro;
      }
    };
  }

  /** The microseconds of {@code 04:05} or {@code 04:05:06.5}. */
  private static long clock(byte[] buf, int from, int colon, int to) {
    int hourDigits = colon - from;
    int seconds = colon + 3;
    boolean minutesOnly = seconds == to;
    if (hourDigits == 0
        || hourDigits > MOST_DIGITS
        || Ascii.digitsEnd(buf, from, colon) < colon
        || seconds > to
        || !(minutesOnly || (buf[seconds] == ':' && seconds + 3 <= to))
        || !isSixtieth(buf, colon + 1)
        || !(minutesOnly || isSixtieth(buf, seconds + 1))) {
      return OTHER;
    }
    long time = whole(buf, from, colon) * 60 + whole(buf, colon + 1, seconds);
    if (minutesOnly) {
      return time * 60_000_000L;
    }
    int end = seconds + 3;
    long fraction = end == to ? 0 : buf[end] == '.' ? fraction(buf, end + 1, to) : OTHER;
    long second = time * 60 + whole(buf, seconds + 1, end);
    return fraction == OTHER ? OTHER : second * 1_000_000L + fraction;
  }

  private static boolean isSixtieth(byte[] buf, int p) {
    return Ascii.areDigits(buf, p, 2) && buf[p] < '6';
  }

  private static long fraction(byte[] buf, int from, int to) {
    int digits = to - from;
    boolean known = digits > 0 && digits < FRACTIONS.length && Ascii.areDigits(buf, from, digits);
    return known ? whole(buf, from, to) * FRACTIONS[digits] : OTHER;
  }

  private static long whole(byte[] buf, int from, int to) {
    long number = 0;
    for (int p = from; p < to; p++) {
      number = number * 10 + buf[p] - '0';
    }
    return number;
  }
}
