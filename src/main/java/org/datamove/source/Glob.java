package org.datamove.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern of names as a shell reads it (POSIX.1-2017, Shell and Utilities, 2.13): {@code *}
 * stands for any characters, {@code ?} for one, {@code [a-c]} and {@code [!a-c]} for one of a set;
 * none of them stands for a slash. A backslash takes the next character as it is. A bracket that is
 * not closed is an ordinary character.
 *
 * <p>A name is gone through once, whatever the pattern: all places of the pattern that may be
 * reached are kept at the same time, a bit each. Not for several threads.
 */
public final class Glob {
  /** Characters whose places in the pattern are remembered; a limit for names of all kinds. */
  private static final int MOST_REMEMBERED = 1000;

  private static final int LITERAL = 0;
  private static final int ONE_OF = 1;
  private static final int NONE_OF = 2;

  /** What stands for one character: one of the kinds above, and the firsts and lasts of ranges. */
  private final List<int[]> members;

  private final long[] stars; // bit i: any characters may come before member i, or at the end
  private final Map<Integer, long[]> places = new HashMap<>(); // the members that take a character

  private Glob(List<int[]> members, long[] stars) {
    this.members = members;
    this.stars = stars;
  }

  /** Whether a text has characters that make it a pattern. */
  public static boolean isPattern(String text) {
    return prefix(text).length() < text.length();
  }

  /** What every match begins with: the text before the first character that makes it a pattern. */
  public static String prefix(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[\\".indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /** A pattern for whole names or paths. */
  public static Glob of(String text) {
    int[] pattern = text.codePoints().toArray();
    List<int[]> members = new ArrayList<>();
    long[] stars = new long[pattern.length / Long.SIZE + 1];
    int i = 0;
    while (i < pattern.length) {
      int c = pattern[i];
      int close = c == '[' ? closing(pattern, i) : -1;
      if (close > 0) {
        members.add(set(pattern, i + 1, close));
        i = close;
      } else if (c == '*') {
        stars[members.size() / Long.SIZE] |= 1L << members.size();
      } else if (c == '?') {
        members.add(new int[] {NONE_OF});
      } else {
        i += c == '\\' && i + 1 < pattern.length ? 1 : 0;
        members.add(new int[] {LITERAL, pattern[i]});
      }
      i++;
    }
    return new Glob(members, stars);
  }

  /** Where a set ends; a bracket right at its start belongs to it. -1 where it does not end. */
  private static int closing(int[] pattern, int open) {
    int first = open + 1;
    if (first < pattern.length && pattern[first] == '!') {
      first++;
    }
    for (int i = open + 1; i < pattern.length && pattern[i] != '/'; i++) {
      if (pattern[i] == ']' && i > first) {
        return i;
      }
    }
    return -1;
  }

  private static int[] set(int[] pattern, int start, int end) {
    boolean negated = pattern[start] == '!';
    int[] member = new int[1 + 2 * (end - start)];
    member[0] = negated ? NONE_OF : ONE_OF;
    int length = 1;
    for (int i = negated ? start + 1 : start; i < end; i++) {
      boolean range = i + 2 < end && pattern[i + 1] == '-' && pattern[i] <= pattern[i + 2];
      member[length++] = pattern[i];
      i += range ? 2 : 0;
      member[length++] = pattern[i];
    }
    return Arrays.copyOf(member, length);
  }

  private static boolean takes(int[] member, int character) {
    if (member[0] == LITERAL) {
      return member[1] == character;
    }
    boolean found = false;
    for (int i = 1; i < member.length; i += 2) {
      found |= member[i] <= character && character <= member[i + 1];
    }
    return character != '/' && found == (member[0] == ONE_OF);
  }

  /** Whether a whole name is one of those that the pattern stands for. */
  public boolean matches(String name) {
    if (name.length() < members.size()) {
      return false;
    }
    long[] reached = new long[members.size() / Long.SIZE + 1];
    reached[0] = 1;
    for (int i = 0; i < name.length(); ) {
      int character = name.codePointAt(i);
      if (!step(reached, places(character), character != '/')) {
        return false;
      }
      i += Character.charCount(character);
    }
    return (reached[members.size() / Long.SIZE] & 1L << members.size()) != 0;
  }

  /** Goes past a character; false where no match can come of it any more. */
  private boolean step(long[] reached, long[] taking, boolean starsTake) {
    long carry = 0;
    long any = 0;
    for (int word = 0; word < reached.length; word++) {
      long taken = reached[word] & taking[word];
      long staying = starsTake ? reached[word] & stars[word] : 0;
      reached[word] = taken << 1 | carry | staying;
      carry = taken >>> (Long.SIZE - 1);
      any |= reached[word];
    }
    return any != 0;
  }

  private long[] places(int character) {
    long[] known = places.get(character);
    if (known != null) {
      return known;
    }
    long[] found = new long[members.size() / Long.SIZE + 1];
    for (int i = 0; i < members.size(); i++) {
      if (takes(members.get(i), character)) {
        found[i / Long.SIZE] |= 1L << i;
      }
    }
    if (places.size() < MOST_REMEMBERED) {
      places.put(character, found);
    }
    return found;
  }
}
