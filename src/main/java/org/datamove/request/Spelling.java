package org.datamove.request;

import java.util.Collection;
import java.util.Locale;

/** Finds the word that somebody may have meant, as PostgreSQL does for columns. */
final class Spelling {
  private static final int MOST_CHARS = 100;

  private Spelling() {}

  /** A sentence that names it, with a blank behind it; empty where no word is near enough. */
  static String hint(String word, Collection<String> known) {
    String nearest = nearest(word, known);
    return nearest == null ? "" : "Perhaps you meant \"" + nearest + "\". ";
  }

  /** The only word that differs least, and by no more than a third of its letters; or null. */
  static String nearest(String word, Collection<String> known) {
    String plain = plain(word);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String each : known) {
      int distance = plain.length() > MOST_CHARS ? each.length() : distance(plain, plain(each));
      if (distance < least) {
        least = distance;
        nearest = each.length() >= 3 * distance ? each : null;
      } else if (distance == least) {
        nearest = null;
      }
    }
    return nearest;
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** How many letters must be put in, taken out, changed or exchanged with the next. */
  private static int distance(String from, String to) {
    int[][] costs = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          costs[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int cost = Math.min(costs[i - 1][j], costs[i][j - 1]) + 1;
        cost = Math.min(cost, costs[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          cost = Math.min(cost, costs[i - 2][j - 2] + 1);
        }
        costs[i][j] = cost;
      }
    }
    return costs[from.length()][to.length()];
  }
}
