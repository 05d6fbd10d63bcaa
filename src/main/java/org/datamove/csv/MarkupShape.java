package org.datamove.csv;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whether a text is HTML or XML: by its declaration, or because its elements are nested
 * as those of a document are.
 */
final class MarkupShape {
  private static final Set<String> HTML_NAMES =
      Set.of(
          "html",
          "head",
          "body",
          "title",
          "meta",
          "link",
          "script",
          "style",
          "base",
          "center",
          "h1",
          "h2",
          "h3",
          "p",
          "pre",
          "div",
          "span",
          "table",
          "ul",
          "ol",
          "form",
          "iframe",
          "font",
          "b",
          "br",
          "hr",
          "img",
          "a",
          "section",
          "main",
          "header",
          "nav",
          "article",
          "noscript");

  private static final Pattern TAG =
      Pattern.compile("<(/?)([A-Za-z_][\\w:.-]*)((?:\\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*|/)?)>");

  private static final Pattern PROLOG =
      Pattern.compile("(?:\\s|<!--(?s:.*?)-->|<\\?xml\\b[^>]*\\?>|<!DOCTYPE\\b[^>\\[]*>)*+");

  private final String text;
  private final boolean whole;

  private MarkupShape(String text, boolean whole) {
    this.text = text;
    this.whole = whole;
  }

  /**
   * Whether a text is HTML or XML.
   *
   * @param text the beginning of a file
   * @param whole whether that is all of it
   * @return the format, or null
   */
  static FileFormat of(String text, boolean whole) {
    String begin = text.stripLeading();
    return begin.startsWith("<") ? new MarkupShape(begin, whole).decide() : null;
  }

  private FileFormat decide() {
    String begin = text.substring(0, Math.min(text.length(), 16)).toLowerCase(Locale.ROOT);
    if (begin.startsWith("<!doctype html")) {
      return FileFormat.HTML;
    }
    Matcher prolog = PROLOG.matcher(text);
    int start = prolog.lookingAt() ? prolog.end() : 0;
    Matcher tag = TAG.matcher(text).region(start, text.length());
    String root = tag.lookingAt() ? tag.group(2).toLowerCase(Locale.ROOT) : "";
    if (begin.startsWith("<?xml") || begin.startsWith("<!doctype")) {
      return root.equals("html") ? FileFormat.HTML : FileFormat.XML;
    }
    FileFormat format = HTML_NAMES.contains(root) ? FileFormat.HTML : FileFormat.XML;
    boolean holds =
        begin.startsWith("<!--") || (!root.isEmpty() && (isPage(tag) || isDocument(start)));
    return holds ? format : null;
  }

  /** The beginning of a page; a name in a header would have a delimiter behind it, or nothing. */
  private boolean isPage(Matcher tag) {
    String root = tag.group(2).toLowerCase(Locale.ROOT);
    if (!root.equals("html") && !root.equals("head") && !root.equals("body")) {
      return false;
    }
    String rest = text.substring(tag.end());
    boolean sameLine = !rest.isEmpty() && ",;|\t\r\n".indexOf(rest.charAt(0)) < 0;
    return !tag.group(3).isBlank() || sameLine || rest.stripLeading().startsWith("<");
  }

  /**
   * Whether elements follow one another with nothing but text within them, up to the end of what
   * there is. A single one must hold another one, or be all of the file.
   */
  private boolean isDocument(int start) {
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(text);
    int at = start;
    boolean nested = false;
    while (at < text.length()) {
      int next = text.indexOf('<', at);
      boolean textOnly = next < 0;
      int end = textOnly ? text.length() : next;
      if (open.isEmpty() && !text.substring(at, end).isBlank()) {
        return false;
      }
      if (textOnly) {
        break;
      }
      int behind = behindOther(next);
      if (behind >= 0) {
        at = behind;
        continue;
      }
      if (!tag.region(next, text.length()).lookingAt()) {
        return nested && !whole && text.indexOf('>', next) < 0;
      }
      nested |= !tag.group(1).isEmpty() || !tag.group(3).isEmpty();
      if (!tag.group(1).isEmpty()) {
        if (open.isEmpty() || !open.pop().equals(tag.group(2))) {
          return false;
        }
      } else if (!tag.group(3).endsWith("/") && !isVoid(tag.group(2))) {
        open.push(tag.group(2));
      }
      at = tag.end();
    }
    return open.isEmpty() || (nested && beginsWithElement(start));
  }

  /** Whether nothing but blanks is between the first tag and the second. */
  private boolean beginsWithElement(int start) {
    int end = text.indexOf('>', start) + 1;
    return text.substring(end).stripLeading().startsWith("<");
  }

  private static boolean isVoid(String name) {
    return Set.of("br", "hr", "img", "meta", "link", "base")
        .contains(name.toLowerCase(Locale.ROOT));
  }

  /** The position behind a comment, a section of characters or an instruction; -1 for none. */
  private int behindOther(int at) {
    String[][] kinds = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (String[] kind : kinds) {
      if (text.startsWith(kind[0], at)) {
        int end = text.indexOf(kind[1], at);
        return end < 0 ? text.length() : end + kind[1].length();
      }
    }
    return -1;
  }
}
