package org.datamove.type.alter;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.type.text.DateTimeText;

/**
 * Dates and times of which a part is dropped or rounded, and words that stand for a moment (manual,
 * "Date/Time Input"). ISO forms are read where they lie; others, which PostgreSQL has judged, are
 * taken apart.
 *
 * @param kind the type
 * @param digits how many fractional digits of the second it keeps
 */
public record AlteredTimes(Kind kind, int digits) implements AlteredRule {
  /** The types, without their precision. */
  public enum Kind {
    DATE,
    TIME,
    TIMETZ,
    TIMESTAMP,
    TIMESTAMPTZ
  }

  private static final Pattern WORD = Pattern.compile("[a-z]+");
  private static final Pattern SPECIAL = Pattern.compile("now|today|tomorrow|yesterday");

  /** 10:20, 10:20:30.5, or without colons after a date's T: 102030.5. */
  private static final Pattern CLOCK = clock("(?<=[0-9]t|-[0-9][0-9] )", "(?![/.0-9])");

  /** The same, and 102030.5 alone. */
  private static final Pattern CLOCK_ALONE = clock("(?<=[0-9]t|^t|^)", "(?![-/.0-9])");

  private static Pattern clock(String beforeDigits, String afterDigits) {
    return Pattern.compile(
        "(?<![-0-9:.])([0-9]{1,2}):([0-9]{0,2})(?::([0-9]{0,2})(?:\\.([0-9]*))?)?|"
            + beforeDigits
            + "([0-9]{2})([0-9]{2})([0-9]{2})?(?:\\.([0-9]+))?"
            + afterDigits);
  }

  private static final Pattern OFFSET =
      Pattern.compile("(?:^|[\\st]|^[0-9]{4}-[0-9]{2}-[0-9]{2})[-+][0-9]");
  private static final Pattern NUMBERED_DATE =
      Pattern.compile("[0-9]+[-/.]([0-9]+|[a-z]+)[-/.][0-9]+|(?<![0-9.])[0-9]{8}(?![0-9])");

  private static final Set<String> NO_ZONE =
      Set.of(
          ("t am pm ad bc allballs epoch infinity j jd julian at on jan january feb february mar"
                  + " march apr april may jun june jul july aug august sep sept september oct"
                  + " october nov november dec december sun sunday mon monday tue tues tuesday wed"
                  + " wednesday weds thu thur thurs thursday fri friday sat saturday")
              .split(" "));

  private static final Set<String> MONTHS =
      Set.of("jan feb mar apr may jun jul aug sep oct nov dec".split(" "));

  @Override
  public String alteration(byte[] buf, int from, int to) {
    return isKept(buf, from, to) ? null : takenApart(buf, from, to);
  }

  private boolean isKept(byte[] buf, int from, int to) {
    if (kind == Kind.TIME || kind == Kind.TIMETZ) {
      int end = DateTimeText.timeEnd(buf, from, to);
      return end >= 0
          && DateTimeText.fractionDigits(from, end) <= digits
          && (end == to || (kind == Kind.TIMETZ && DateTimeText.zoneShaped(buf, end, to)));
    }
    boolean shaped =
        DateTimeText.dateShaped(buf, from, to, (byte) '-')
            || DateTimeText.dateShaped(buf, from, to, (byte) '/');
    int time = from + DateTimeText.DATE_LENGTH + 1;
    if (!shaped || to < time) {
      return shaped;
    }
    boolean separated = buf[time - 1] == ' ' || buf[time - 1] == 'T';
    int end = kind == Kind.DATE || !separated ? -1 : DateTimeText.timeEnd(buf, time, to);
    if (end < 0 || DateTimeText.fractionDigits(time, end) > digits) {
      return false;
    }
    return end == to || (kind == Kind.TIMESTAMPTZ && DateTimeText.zoneShaped(buf, end, to));
  }

  private String takenApart(byte[] buf, int from, int to) {
    String text =
        new String(buf, from, to - from, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    boolean month = false;
    boolean zone = false;
    for (Matcher words = WORD.matcher(text); words.find(); ) {
      String word = words.group();
      if (SPECIAL.matcher(word).matches()) {
        return "\"" + word + "\" is replaced by the time of the load";
      }
      zone |= !NO_ZONE.contains(word);
      month |= word.length() >= 3 && MONTHS.contains(word.substring(0, 3));
    }
    boolean alone = kind == Kind.TIME || kind == Kind.TIMETZ;
    Matcher clock = (alone ? CLOCK_ALONE : CLOCK).matcher(text);
    boolean found = clock.find();
    zone |= OFFSET.matcher(text).find(found ? clock.end() : 0);
    zone |= found && clock.end() < text.length() && "+-".indexOf(text.charAt(clock.end())) >= 0;
    return switch (kind) {
      case DATE -> droppedFromDate(text, clock, found, zone);
      case TIME, TIMETZ -> {
        boolean date = month || NUMBERED_DATE.matcher(text).find();
        boolean lost = zone && kind == Kind.TIME;
        yield date ? "date is dropped" : lost ? "time zone is dropped" : rounded(clock, found);
      }
      case TIMESTAMP -> zone ? "time zone is dropped" : rounded(clock, found);
      case TIMESTAMPTZ -> rounded(clock, found);
    };
  }

  private static String droppedFromDate(String text, Matcher clock, boolean found, boolean zone) {
    String time = found ? clock.group() : "";
    boolean midnight =
        time.chars().allMatch(c -> "0:.".indexOf(c) >= 0)
            || (time.startsWith("12:") && text.contains("am") && isFullHour(time));
    return !midnight ? "time of day is dropped" : zone ? "time zone is dropped" : null;
  }

  private static boolean isFullHour(String time) {
    return time.substring(3).chars().allMatch(c -> "0:.".indexOf(c) >= 0);
  }

  private String rounded(Matcher clock, boolean found) {
    String fraction = !found ? null : clock.group(4) != null ? clock.group(4) : clock.group(8);
    if (fraction == null) {
      return null;
    }
    int length = fraction.length();
    while (length > 0 && fraction.charAt(length - 1) == '0') {
      length--;
    }
    if (length <= digits) {
      return null;
    }
    return digits == 0
        ? "seconds are rounded to whole seconds"
        : "seconds are rounded to " + digits + (digits == 1 ? " digit" : " digits");
  }
}
