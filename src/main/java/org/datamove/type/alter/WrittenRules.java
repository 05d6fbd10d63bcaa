package org.datamove.type.alter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.text.Literal;

/** Chooses the {@link WrittenRule} of a type, the types inside it included. */
public final class WrittenRules {
  /** Types that write every value as it is, or in another spelling. */
  private static final Set<String> KEEP =
      Set.of(
          "bool", "int2", "int4", "int8", "numeric", "text", "varchar", "bpchar", "uuid", "json",
          "bit", "varbit");

  private static final Pattern XML_DECLARATION =
      Pattern.compile("^<\\?xml\\s(?![^>]*standalone)[^>]*\\?>\\s*");

  private WrittenRules() {}

  /**
   * The rule for a column of this type.
   *
   * @param type the declared type; of a domain, the type below it
   * @return null where what becomes of a value is known without asking how it is written
   */
  public static WrittenRule forType(PgType type, ValueSettings settings) {
    boolean known =
        AlteredRules.forType(type, settings) != null
            || type.kind() == 'e'
            || (type.isBuiltIn(type.name()) && KEEP.contains(type.name()) && !type.isArray());
    return known ? null : rule(type, settings);
  }

  private static WrittenRule part(PgType type, ValueSettings settings) {
    AlteredRule altered = AlteredRules.forType(type, settings);
    if (altered != null) {
      return (text, written) -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return altered.alteration(bytes, 0, bytes.length) == null;
      };
    }
    WrittenRule rule = forType(type, settings);
    return rule == null
        ? (text, written) -> true
        : (text, written) -> text.equals(written) || rule.keeps(text, written);
  }

  private static WrittenRule rule(PgType type, ValueSettings settings) {
    List<WrittenRule> parts = type.parts().stream().map(part -> part(part, settings)).toList();
    if (parts.isEmpty()) {
      return type.isBuiltIn(type.name()) ? builtIn(type.name(), settings) : extension(type.name());
    }
    return switch (type.kind()) {
      case 'r' -> (text, written) -> range(parts.get(0), text, written);
      case 'm' -> (text, written) -> all(parts, Literal.ranges(text), Literal.ranges(written));
      case 'c' ->
          (text, written) -> all(parts, Literal.composite(text), Literal.composite(written));
      default -> {
        char delimiter = type.delimiter();
        yield (text, written) ->
            all(parts, Literal.array(text, delimiter), Literal.array(written, delimiter));
      }
    };
  }

  /** Whether each of some values is kept; all of them have one rule, or each its own. */
  private static boolean all(List<WrittenRule> rules, List<String> texts, List<String> written) {
    if (texts.size() != written.size()) {
      return false;
    }
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      String back = written.get(i);
      boolean kept =
          (text == null || back == null)
              ? text == null && back == null
              : rules.get(Math.min(i, rules.size() - 1)).keeps(text, back);
      if (!kept) {
        return false;
      }
    }
    return true;
  }

  /** Bounds may be written in another way, but a range must not become empty. */
  private static boolean range(WrittenRule bound, String text, String written) {
    List<String> bounds = Literal.range(text);
    List<String> back = Literal.range(written);
    if (bounds.isEmpty() || back.isEmpty()) {
      return bounds.isEmpty() && back.isEmpty();
    }
    return all(List.of(bound), bounds, back);
  }

  private static WrittenRule builtIn(String name, ValueSettings settings) {
    return switch (name) {
      case "money" -> new MoneyText(settings.money());
      case "interval" -> IntervalText::same;
      case "inet", "cidr" -> NetText::same;
      case "macaddr", "macaddr8" -> (text, written) -> without("[-:.]", text, written);
      case "point", "lseg", "path", "box", "polygon", "circle", "line" -> WrittenRules::numbers;
      case "int2vector", "oidvector" -> WrittenRules::numbers;
      case "tsvector", "tsquery", "jsonpath" ->
          (text, written) -> without("['\"\\s]", text, written);
      case "xml" -> (text, written) -> withoutDeclaration(text).equals(withoutDeclaration(written));
      case "pg_lsn" -> String::equalsIgnoreCase;
      default -> String::equals;
    };
  }

  /** Types of the extensions that come with PostgreSQL; any other must give its text back. */
  private static WrittenRule extension(String name) {
    return switch (name) {
      case "hstore" -> (text, written) -> Literal.pairs(text).equals(Literal.pairs(written));
      case "cube" -> WrittenRules::numbers;
      case "query_int", "lquery", "ltxtquery" -> (text, written) -> without("\\s", text, written);
      case "ean13", "isbn13", "ismn13", "issn13", "isbn", "ismn", "issn", "upc" ->
          (text, written) -> without("[-\\s]", text, written);
      default -> String::equals;
    };
  }

  private static boolean without(String pattern, String text, String written) {
    return text.replaceAll(pattern, "").equalsIgnoreCase(written.replaceAll(pattern, ""));
  }

  private static String withoutDeclaration(String xml) {
    return XML_DECLARATION.matcher(xml).replaceFirst("");
  }

  /** Whether the same numbers stand in both, whatever brackets and blanks are around them. */
  private static boolean numbers(String text, String written) {
    List<String> numbers = numbers(text);
    List<String> back = numbers(written);
    if (numbers.size() != back.size()) {
      return false;
    }
    for (int i = 0; i < numbers.size(); i++) {
      byte[] number = numbers.get(i).getBytes(StandardCharsets.UTF_8);
      byte[] other = back.get(i).getBytes(StandardCharsets.UTF_8);
      var value = AlteredNumbers.decimal(number, 0, number.length);
      var stored = AlteredNumbers.decimal(other, 0, other.length);
      boolean same =
          (value == null || stored == null)
              ? word(numbers.get(i)).equals(word(back.get(i)))
              : value.compareTo(stored) == 0;
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static String word(String number) {
    String word = number.toLowerCase(Locale.ROOT);
    return word.startsWith("+") ? word.substring(1) : word.replaceFirst("inf$", "infinity");
  }

  private static List<String> numbers(String text) {
    return Pattern.compile("[-+]?[0-9A-Za-z.]+(?:(?<=[0-9.][eE])[-+][0-9]+)?")
        .matcher(text)
        .results()
        .map(result -> result.group())
        .toList();
  }
}
