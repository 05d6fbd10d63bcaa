package org.datamove.csv;

import java.util.LinkedHashSet;
import java.util.Set;
import org.datamove.request.CsvOptions;

/** What may be a delimiter besides the usual ones, by the look of a file's first line. */
final class Separators {
  /** Characters of names, and those that stand in names and values as often as between them. */
  private static final String NO_DELIMITERS = "_-./\\()[]{}%+*?!'`´\"°€$&=<>";

  private Separators() {}

  /** The texts, blanks around them included, that stand between the first line's names. */
  static Set<String> of(String line, CsvOptions options) {
    Set<String> found = new LinkedHashSet<>();
    boolean quoted = false;
    int from = 0;
    for (int at = 0; at <= line.length(); at++) {
      char c = at < line.length() ? line.charAt(at) : 'x';
      boolean quote = options.quote() != null && options.quote() == c;
      if (quoted || quote || isOfName(c)) {
        String separator = line.substring(from, at);
        if (!separator.replace(" ", "").isEmpty()) {
          found.add(separator);
        }
        from = at + 1;
      }
      quoted ^= quote;
    }
    return found;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || NO_DELIMITERS.indexOf(c) >= 0;
  }

  /**
   * Whether a text may be a delimiter where none of the usual ones is: a character that text hardly
   * has, or several. A colon is for three fields and more: times and addresses have it too.
   */
  static boolean mayDelimit(String separator, int fields) {
    if (separator.indexOf(' ') >= 0) {
      return DelimiterFit.CANDIDATES.stream().anyMatch(separator::contains);
    }
    char c = separator.charAt(0);
    return separator.length() > 1 || c < ' ' || "~^¦§¬".indexOf(c) >= 0 || (c == ':' && fields > 2);
  }
}
