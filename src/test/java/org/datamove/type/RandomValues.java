package org.datamove.type;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Texts that are values of PostgreSQL's types, or nearly so. The same seed gives the same texts.
 */
final class RandomValues {
  /** The kinds of text that can be asked for. */
  enum Kind {
    BOOLEAN,
    INTEGER,
    DECIMAL,
    EXPONENT,
    DOUBLE,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    BYTEA,
    JSON,
    NUMBERS,
    TEXT,
    INTERVAL
  }

  /** Separated by a character that none of them has. */
  private static final String[] EDGES =
      (" ~-~+~.~e5~NaN~nan~Infinity~-Infinity~inf~+inf~32767~32768~-32768~-32769~"
              + "2147483647~2147483648~-2147483648~-2147483649~9223372036854775807~"
              + "9223372036854775808~-9223372036854775808~-9223372036854775809~0x1F~1_000~0b1~"
              + "0o7~-0~+0~00~-0.0~0e0~1e308~1.7976931348623157e308~1.7976931348623159e308~"
              + "1e309~2.2250738585072014e-308~4.9e-324~5e-324~2e-324~1e-400~3.4028235e38~"
              + "3.5e38~1e-45~1.2e-38~1e23~9007199254740993~9007199254740992~9007199254740991~"
              + "123456789012345678~1e-131000~999.995~99999.99~-999.994999~9.99e2~0.00999~"
              + "9994.99~99949999~0000-01-01~0001-01-01~9999-12-31~10000-01-01~2023-02-29~"
              + "2024-02-29~1900-02-29~2000-02-29~2024-13-01~2024-00-10~2024-04-31~20240131~"
              + "20240132~00010101~2024/01/31~2024.01.31~2024-1-2~01/02/2024~31/12/2024~now~"
              + "today~infinity~epoch~Jan 1 2000~24:00:00~24:00~24:00:00.000001~23:59:60~"
              + "23:59:59.9999999~23:59:59.999999~25:00:00~12:60:00~1:2:3~040506~04:05 PM~"
              + "0001-01-01 00:00:00+15:59~9999-12-31 23:59:59-15:59~2024-01-01 00:00:00+16~"
              + "2024-01-01 00:00:00+15:60~2024-01-01T00:00:00Z~2024-01-01 00:00:00z~"
              + "2024-01-01 00:00:00 UTC~2024-01-01 24:00:00~2024-01-01T10:00Z~"
              + "2024-01-01 10:00-08~2024-01-01 00:00:00+05:30:15~2024-01-01 00:00:00 +01~"
              + "2024-01-01 00:00:00-00~t~f~y~n~o~on~of~off~yess~tru~truee~1~0~\\x~\\x0~"
              + "\\xAbCd~\\X00~\\x0g~\\~\\\\~\\000~{}~[]~[1,]~{\"a\":1,\"a\":2}~"
              + "{\"b\":1,\"a\":2}~{\"aa\":1,\"b\":2}~\"\\u0000\"~[\"\\ud800\"]~"
              + "[\"\\ud83d\\ude00\"]~null~{\"a\":01}~[-0]~[1e5]~[1.50]~[-0.0]~\"a\nb\"~"
              + "[\"\\u001f\"]~[\"\\u001F\"]~[\"\\/\"]~[1e400000]~nul~\u00e9~\u00a05")
          .split("~", -1);

  private static final String ALPHABET = "0123456789-+.eE:/TZtfna \t\"\\{}[],_xu\u00e9\u20ac";

  private final Random random;

  RandomValues(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  Kind kind() {
    return Kind.values()[below(Kind.values().length)];
  }

  /** A text of the kind; now and then an edge, another kind, or damaged. */
  String like(Kind kind) {
    String value = exactly(below(10) == 0 ? kind() : kind);
    return switch (below(10)) {
      case 0 -> EDGES[below(EDGES.length)];
      case 1, 2, 3 -> wellFormed(damaged(value));
      default -> value;
    };
  }

  /** A text of the kind as most programs write it. */
  String exactly(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> oneOf("true", "false", "TRUE", "False", "t", "no", "Yes", "off", "1");
      case INTEGER -> integer();
      case DECIMAL -> decimal();
      case EXPONENT -> decimal() + oneOf("e", "E", "e+", "E-", "e-0") + below(oneOf(5, 30, 330));
      case DOUBLE -> floating();
      case DATE -> date();
      case TIME -> time();
      case TIMESTAMP -> date() + oneOf(" ", "T") + time();
      case TIMESTAMPTZ -> date() + oneOf(" ", "T") + time() + zone();
      case UUID -> uuid();
      case BYTEA -> oneOf("\\x" + digits(16, 2 * below(9)), text());
      case JSON -> new RandomJson(random).value();
      case NUMBERS -> numbers();
      case TEXT -> text();
      case INTERVAL -> interval();
    };
  }

  /** An array: of JSON's or a vector in brackets, of PostgreSQL's in braces. */
  private String numbers() {
    boolean brackets = below(2) == 0;
    boolean whole = below(2) == 0;
    StringBuilder text = new StringBuilder(brackets ? "[" : "{");
    for (int i = below(8) == 0 ? below(5) : 3; i > 0; i--) {
      text.append(whole ? integer() : brackets ? floating() : decimal()).append(i > 1 ? "," : "");
    }
    return text.append(brackets ? ']' : '}').toString();
  }

  private String integer() {
    String sign = oneOf("", "", "-", "+");
    String zeros = oneOf("", "", "", "0", "000");
    long value = random.nextLong() >>> below(64);
    return sign + zeros + (value < 0 ? digits(10, 19) : value);
  }

  private String decimal() {
    String sign = oneOf("", "", "-");
    String digits = below(4) == 0 ? "9".repeat(below(8)) : digits(10, below(oneOf(4, 12, 20)));
    String integer = digits.replaceFirst("^0+(?=.)", "");
    String fraction = below(3) == 0 ? "9".repeat(below(6)) : digits(10, below(oneOf(3, 8, 18)));
    return sign + integer + oneOf("", ".", "." + fraction, "." + fraction + below(10));
  }

  private String floating() {
    double value =
        switch (below(5)) {
          case 0 -> random.nextDouble();
          case 1 -> random.nextGaussian() * 1e6;
          case 2 -> Double.longBitsToDouble(random.nextLong());
          case 3 -> Math.scalb(1.0, below(2000) - 1000);
          default -> below(100000) / 100.0;
        };
    String text = oneOf(Double.toString(value), String.format(Locale.ROOT, "%.17g", value));
    return below(4) == 0 ? Float.toString((float) value) : text;
  }

  private String date() {
    int year = oneOf(2024, 1990 + below(40), 1 + below(9999));
    return String.format(Locale.ROOT, "%04d-%02d-%02d", year, 1 + below(12), 1 + below(31));
  }

  private String time() {
    String minutes = String.format(Locale.ROOT, "%02d:%02d", below(24), below(60));
    String seconds = minutes + String.format(Locale.ROOT, ":%02d", below(60));
    return oneOf(minutes, seconds, seconds, seconds + "." + digits(10, 1 + below(9)));
  }

  private String zone() {
    String hours = oneOf("+", "-") + String.format(Locale.ROOT, "%02d", below(17));
    String minutes = String.format(Locale.ROOT, "%02d", below(60));
    return oneOf("Z", "Z", hours, hours + ":" + minutes, hours + minutes);
  }

  private String interval() {
    String sign = oneOf("", "", "", "", "", "-");
    int one = below(oneOf(3, 70, 2000));
    String seconds = below(60) + oneOf("", "", "." + digits(10, 1 + below(7)));
    String years = oneOf("", one + oneOf(" year ", " years ", " YEARS "));
    String months = oneOf("", sign + below(20) + oneOf(" mon ", " months ", " mons "));
    String days = one + oneOf(" day ", " days ", " weeks 1 day ", " week ");
    String time =
        oneOf("", sign + time(), sign + one + ":00", below(30) + " hours " + seconds + " sec");
    String iso =
        oneOf("", one + "Y")
            + oneOf("", sign + one + "M")
            + one
            + oneOf("D", "W")
            + oneOf("", "T" + one + "H", "T" + one + "M" + seconds + "S");
    String other = one + oneOf(" minutes ago", " 02:03:04", "-3", "", " min", " hours", " seconds");
    return oneOf(years + months + days + time, days + time, "P" + iso, other);
  }

  private String uuid() {
    String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
    return oneOf(uuid, uuid, uuid.toUpperCase(Locale.ROOT), uuid.replace("-", ""));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = below(oneOf(4, 12, 60));
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(oneOf('a' + below(26), ' ' + below(95), 0xE9, 0x20AC, 0x1F600, 0xA));
    }
    return text.toString();
  }

  private String digits(int radix, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(Character.forDigit(below(radix), radix));
    }
    return digits.toString();
  }

  /** Without halves of surrogate pairs. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private String damaged(String value) {
    int at = below(value.length() + 1);
    String head = value.substring(0, at);
    String tail = value.substring(at);
    String inserted = String.valueOf(ALPHABET.charAt(below(ALPHABET.length())));
    return switch (below(6)) {
      case 0 -> head + inserted + tail;
      case 1 -> head + (tail.isEmpty() ? "" : tail.substring(1));
      case 2 -> head + inserted + (tail.isEmpty() ? "" : tail.substring(1));
      case 3 -> oneOf(" " + value, value + " ", "\t" + value, value + "\n");
      case 4 -> oneOf(value.toUpperCase(Locale.ROOT), value.toLowerCase(Locale.ROOT));
      default -> head + exactly(kind()) + tail;
    };
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[below(choices.length)];
  }
}
