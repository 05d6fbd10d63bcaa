package org.datamove.testing;

import java.util.List;

/** Lines that nobody should overlook in a build's output. */
public final class Notice {

  private static final String RULE = "*".repeat(78);

  private Notice() {}

  /** Prints a headline and the reasons below it, between rules. */
  public static void print(String headline, List<String> reasons) {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(RULE).append("\n*** ").append(headline).append('\n');
    for (String reason : reasons) {
      text.append("***   ").append(reason).append('\n');
    }
    System.out.println(text.append(RULE));
  }
}
