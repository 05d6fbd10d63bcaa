package org.datamove.type.accept;

import org.datamove.type.text.Ascii;

/** The words that boolean takes, in any letter case (manual, "Boolean Type"). */
public final class BooleanRule {
  private BooleanRule() {}

  /** Whether it is one of the words, or a beginning of one that tells it from the others. */
  public static boolean accepts(byte[] buf, int from, int to) {
    int start = Ascii.skipSpace(buf, from, to);
    int end = Ascii.trimEnd(buf, start, to);
    if (end - start == 1 && (buf[start] == '0' || buf[start] == '1')) {
      return true;
    }
    // A beginning of a word will do, except that of both on and off.
    return isBeginning(buf, start, end, "true", 1)
        || isBeginning(buf, start, end, "false", 1)
        || isBeginning(buf, start, end, "yes", 1)
        || isBeginning(buf, start, end, "no", 1)
        || isBeginning(buf, start, end, "on", 2)
        || isBeginning(buf, start, end, "off", 2);
  }

  private static boolean isBeginning(byte[] buf, int from, int to, String word, int least) {
    int length = to - from;
    return length >= least
        && length <= word.length()
        && Ascii.startsWithIgnoringCase(buf, from, to, word, length);
  }
}
