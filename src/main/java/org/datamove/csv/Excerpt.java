package org.datamove.csv;

/** The beginning of a text, for messages. */
public final class Excerpt {
  private Excerpt() {}

  /**
   * At most so many characters of a text.
   *
   * @param text not null
   * @param chars UTF-16 units, 1 or more; a pair of surrogates at the border is cut off as a whole
   */
  public static String of(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
    return text.substring(0, end);
  }

  /** The same, with an ellipsis where something is cut off; null for null. */
  public static String orWhole(String text, int chars) {
    return text == null || text.length() <= chars ? text : of(text, chars) + "…";
  }
}
