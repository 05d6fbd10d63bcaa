package org.datamove.type.alter;

import java.util.Locale;

/** Network addresses: letter case, zeros and the mask of a single host are spelling. */
public final class NetText {
  private NetText() {}

  /** Whether two texts are the same address; false where one of them is not understood. */
  public static boolean same(String text, String written) {
    return normal(text).equals(normal(written));
  }

  private static String normal(String text) {
    String address = text.toLowerCase(Locale.ROOT);
    boolean six = address.indexOf(':') >= 0;
    String host = six ? "/128" : "/32";
    String mask = "";
    int slash = address.indexOf('/');
    if (slash >= 0) {
      mask = address.substring(slash).equals(host) ? "" : address.substring(slash);
      address = address.substring(0, slash);
    }
    if (!six || address.indexOf('.') >= 0) {
      return address + mask;
    }
    int gap = address.indexOf("::");
    if (gap >= 0) {
      long given = address.chars().filter(c -> c == ':').count() - 2;
      String left = address.substring(0, gap);
      String right = address.substring(gap + 2);
      long groups = given + (left.isEmpty() ? 0 : 1) + (right.isEmpty() ? 0 : 1);
      String zeros = ":0".repeat((int) Math.max(0, 8 - groups));
      address =
          (left.isEmpty() ? zeros.substring(Math.min(1, zeros.length())) : left + zeros)
              + (right.isEmpty() ? "" : ":" + right);
    }
    return (":" + address).replaceAll(":0+(?=[0-9a-f])", ":") + mask;
  }
}
