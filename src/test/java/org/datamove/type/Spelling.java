package org.datamove.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The changes of spelling that {@code docs/types.md} allows, written down a second time. */
final class Spelling {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]");

  private Spelling() {}

  /** Whether PostgreSQL gave back what the file says. */
  static boolean same(InferredType type, String file, String printed) {
    return switch (type) {
      case BOOLEAN -> file.toLowerCase(Locale.ROOT).equals(printed);
      case NUMERIC -> file.replaceFirst("^(-?)\\.", "$10.").equals(printed);
      case DOUBLE_PRECISION -> sameNumber(file, printed);
      case TIMESTAMP -> file.replace('T', ' ').equals(printed);
      case TIMESTAMPTZ -> instant(file).equals(instant(printed));
      case VECTOR -> floats(file).equals(floats(printed));
      case BIGINT_LIST -> elements(file).equals(elements(printed));
      case NUMERIC_LIST -> sameElements(InferredType.NUMERIC, file, printed);
      case DOUBLE_LIST -> sameElements(InferredType.DOUBLE_PRECISION, file, printed);
      case JSONB -> withoutBlanks(file).equals(withoutBlanks(printed));
      default -> file.equals(printed);
    };
  }

  private static final Pattern JSON_ESCAPE = Pattern.compile("(?s)\\\\(u[0-9a-fA-F]{4}|.)");

  /** Types whose spellings are compared elsewhere, or that write nothing like what they read. */
  private static final Pattern OTHER_WORDS =
      Pattern.compile(
          "bool.*|date.*|time.*|interval.*|ts(tz)?range|int[48]range|(var)?bit.*|json|cidr|pair.*"
              + "|ordered|bytea");

  /**
   * Whether a value carries what the text does, in a coarse way: the same numbers and words stand
   * in both, in whatever order.
   */
  static boolean carriesTheSame(String declaration, String text, String written) {
    return text.equals(written)
        || OTHER_WORDS.matcher(declaration).matches()
        || tokens(declaration, text).equals(tokens(declaration, written));
  }

  private static List<String> tokens(String declaration, String text) {
    String plain =
        unescaped(declaration, text).toLowerCase(Locale.ROOT).replaceAll("<\\?xml[^>]*>", "");
    String ignored =
        switch (declaration) {
          case "macaddr", "macaddr8", "uuid" -> "[-:.{}]";
          case "isbn" -> "[-\\s]";
          case "money" -> "[$,]";
          case "money[]" -> "[$]|,(?=[^\"{}]*\"[,}])";
          case "inet" -> "/32$|/128$";
          default -> "(?<=[0-9a-fA-F])_(?=[0-9a-fA-F])";
        };
    return Pattern.compile(
            "0x[0-9a-f]+|0o[0-7]+|0b[01]+|\\d+(\\.\\d*)?(e[-+]?\\d+)?|\\.\\d+(e[-+]?\\d+)?|[^\\W\\d]+")
        .matcher(plain.replaceAll(ignored, ""))
        .results()
        .map(
            result ->
                Character.isLetter(result.group().charAt(0))
                    ? result.group().replaceFirst("^inf$", "infinity")
                    : value(result.group()))
        .sorted()
        .toList();
  }

  /** Without the backslashes of arrays and JSON's strings. */
  private static String unescaped(String declaration, String text) {
    boolean array = declaration.endsWith("[]") || declaration.equals("hstore");
    String plain = array ? text.replaceAll("(?s)\\\\(.)", "$1") : text;
    if (!declaration.startsWith("jsonb")) {
      return plain;
    }
    return JSON_ESCAPE
        .matcher(plain)
        .replaceAll(result -> Matcher.quoteReplacement(jsonCharacter(result.group())));
  }

  private static String jsonCharacter(String escape) {
    char c = escape.charAt(1);
    int control = "bfnrt".indexOf(c);
    return c == 'u'
        ? Character.toString((char) Integer.parseInt(escape.substring(2), 16))
        : control < 0 ? "" + c : "\b\f\n\r\t".substring(control, control + 1);
  }

  private static String value(String number) {
    if (number.length() > 1 && Character.isLetter(number.charAt(1)) && number.charAt(1) != 'e') {
      int base = number.charAt(1) == 'x' ? 16 : number.charAt(1) == 'o' ? 8 : 2;
      return new BigInteger(number.substring(2), base).toString();
    }
    try {
      BigDecimal value = new BigDecimal(number);
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    } catch (NumberFormatException e) {
      return number;
    }
  }

  private static boolean sameNumber(String file, String printed) {
    return file.equals(printed)
        || (isFinite(file)
            && isFinite(printed)
            && number(file).compareTo(number(printed)) == 0
            && !printed.equals("-0"));
  }

  private static boolean sameElements(InferredType type, String file, String printed) {
    List<String> expected = elements(file);
    List<String> actual = elements(printed);
    return expected.size() == actual.size()
        && IntStream.range(0, expected.size())
            .allMatch(i -> same(type, expected.get(i), actual.get(i)));
  }

  private static List<String> elements(String array) {
    String[] elements = array.strip().substring(1, array.strip().length() - 1).split(",");
    return Arrays.stream(elements).map(String::strip).toList();
  }

  private static List<Float> floats(String array) {
    return elements(array).stream().map(Float::valueOf).toList();
  }

  private static BigDecimal number(String text) {
    boolean zero = text.matches("-?[0.]+([eE].*)?");
    return zero ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private static boolean isFinite(String number) {
    return !number.endsWith("y") && !number.endsWith("N");
  }

  /** The instant as a local time in UTC, the fraction included. */
  private static LocalDateTime instant(String text) {
    boolean beforeChrist = text.endsWith(" BC");
    String ad = beforeChrist ? text.substring(0, text.length() - 3) : text;
    int zone =
        ad.endsWith("Z") ? ad.length() - 1 : Math.max(ad.lastIndexOf('+'), ad.lastIndexOf('-'));
    String offset = ad.substring(zone);
    String local = ad.substring(0, zone).replace('T', ' ');
    int extraDigit = local.indexOf('-') == 5 ? 1 : 0;
    LocalDateTime time = LocalDateTime.parse(local.substring(extraDigit), LOCAL);
    time = time.withYear(Integer.parseInt(local.substring(0, 4 + extraDigit)));
    if (beforeChrist) {
      time = time.withYear(1 - time.getYear());
    }
    return time.minusSeconds(ZoneOffset.of(offset).getTotalSeconds());
  }

  private static String withoutBlanks(String json) {
    StringBuilder kept = new StringBuilder();
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString || " \t\r\n".indexOf(c) < 0) {
        kept.append(c);
      }
      if (c == '"') {
        inString = !inString;
      } else if (c == '\\' && inString) {
        kept.append(json.charAt(++i));
      }
    }
    return kept.toString();
  }
}
