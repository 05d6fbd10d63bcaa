package org.datamove.type.alter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@link WrittenRule}s that types have in common. */
public final class WrittenRules {
  private static final Pattern XML_DECLARATION =
      Pattern.compile("^<\\?xml\\s(?![^>]*standalone)[^>]*\\?>\\s*");

  private WrittenRules() {}

  /** Whether two texts are the same in any letter case but for what a pattern finds. */
  public static boolean without(String pattern, String text, String written) {
    return text.replaceAll(pattern, "").equalsIgnoreCase(written.replaceAll(pattern, ""));
  }

  /** XML, of which PostgreSQL leaves out the declaration. */
  public static boolean xml(String text, String written) {
    return withoutDeclaration(text).equals(withoutDeclaration(written));
  }

  private static String withoutDeclaration(String xml) {
    return XML_DECLARATION.matcher(xml).replaceFirst("");
  }

  /** Whether the same numbers stand in both, whatever brackets and blanks are around them. */
  public static boolean numbers(String text, String written) {
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
