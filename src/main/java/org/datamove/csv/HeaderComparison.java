package org.datamove.csv;

import java.util.ArrayList;
import java.util.List;
import org.datamove.request.HeaderMatch;

/**
 * How the header of one of several files goes with the first one's.
 *
 * @param kind how it differs, or null where it does not
 * @param missing names of the first file's header that this one lacks
 * @param extra names of this header that the first file's lacks
 */
record HeaderComparison(FileProblem.Kind kind, List<String> missing, List<String> extra) {

  static HeaderComparison of(List<String> first, List<String> header, HeaderMatch match) {
    if (header.equals(first)) {
      return new HeaderComparison(null, List.of(), List.of());
    }
    List<String> missing = without(first, header);
    List<String> extra = without(header, first);
    if (!missing.isEmpty() || !extra.isEmpty()) {
      return new HeaderComparison(FileProblem.Kind.OTHER_NAMES, missing, extra);
    }
    return match == HeaderMatch.EXACT
        ? new HeaderComparison(FileProblem.Kind.OTHER_ORDER, missing, extra)
        : new HeaderComparison(FileProblem.Kind.REORDERED, missing, extra);
  }

  /** Some names less others, each as often as it is there. */
  private static List<String> without(List<String> names, List<String> others) {
    List<String> rest = new ArrayList<>(names);
    others.forEach(rest::remove);
    return rest;
  }

  /** Where each of the first file's columns is in a file that has the same ones. */
  static int[] order(List<String> first, List<String> header) {
    List<String> left = new ArrayList<>(header);
    int[] order = new int[first.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = left.indexOf(first.get(i));
      left.set(order[i], null);
    }
    return order;
  }
}
