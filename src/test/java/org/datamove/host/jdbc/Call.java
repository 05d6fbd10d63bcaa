package org.datamove.host.jdbc;

import java.util.List;

/**
 * A call of one of datamove's functions.
 *
 * @param function what is called
 * @param arguments one for each of its parameters
 * @param end the place behind the call in its text
 */
record Call(Definition function, List<Code> arguments, int end) {

  /** Whether something of datamove's is named there. */
  static boolean isAt(Code code, int place) {
    return code.isAt(place, "datamove") && code.isAt(place + 1, ".");
  }

  /**
   * The call that begins there.
   *
   * @throws LinkException when it is none, or its arguments are not those of the function
   */
  static Call read(Code code, int place, Definitions definitions) {
    if (!code.isAt(place + 3, "(") || code.isAt(place - 1, ".")) {
      throw code.part(place, Math.min(place + 4, code.size()))
          .refused("something of datamove's that is no function");
    }
    int close = code.closing(place + 3);
    Definition function = definitions.get(code.get(place + 2).text(), code.function());
    List<Code> arguments = code.part(place + 4, close).list();
    boolean isPlain = arguments.stream().allMatch(each -> each.find(0, "=>", ":=") == each.size());
    if (!isPlain || arguments.size() != function.parameters().size()) {
      throw code.part(place, close + 1).refused("not an argument for each parameter");
    }
    return new Call(function, arguments, close + 1);
  }

  /** Whether a text is a single call and nothing else. */
  static boolean isAll(Code code) {
    return isAt(code, 0) && code.isAt(3, "(") && code.closing(3) == code.size() - 1;
  }
}
