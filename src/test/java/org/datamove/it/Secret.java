package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** A text that must be seen nowhere, in any form in which a server could write it. */
record Secret(String text) {

  /** It must not be in what somebody saw. */
  void assertAbsent(String where, String seen) {
    assertEquals(List.of(), formsIn(seen), "in " + where);
  }

  /** The forms of it that are in a text, each with what is around it. */
  List<String> formsIn(String seen) {
    return forms().stream()
        .filter(seen::contains)
        .map(form -> form + " in: " + around(seen, seen.indexOf(form), form.length()))
        .toList();
  }

  private static String around(String seen, int at, int length) {
    return seen.substring(Math.max(0, at - 300), Math.min(seen.length(), at + length + 100));
  }

  private List<String> forms() {
    List<String> texts = new ArrayList<>();
    texts.add(text);
    for (int before = 0; before < 3; before++) {
      texts.add(base64(before));
    }
    List<String> forms = new ArrayList<>(texts);
    for (String one : texts) {
      byte[] bytes = one.getBytes(StandardCharsets.UTF_8);
      forms.add(HexFormat.of().formatHex(bytes));
      forms.add(decimals(bytes)); // as debug_print_plan writes constants
    }
    return forms;
  }

  /** What of it is the same in base64 whatever follows, behind a number of other bytes. */
  private String base64(int before) {
    byte[] bytes = ("x".repeat(before) + text).getBytes(StandardCharsets.UTF_8);
    String whole = Base64.getEncoder().encodeToString(bytes);
    return whole.substring(before == 0 ? 0 : 4, bytes.length / 3 * 4);
  }

  private static String decimals(byte[] bytes) {
    List<String> numbers = new ArrayList<>();
    for (byte one : bytes) {
      numbers.add(Integer.toString(one));
    }
    return numbers.stream().collect(Collectors.joining(" "));
  }
}
