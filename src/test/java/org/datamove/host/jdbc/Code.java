package org.datamove.host.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tokens of a function, or a part of them.
 *
 * @param function whose they are
 * @param tokens in their order
 */
record Code(String function, List<Token> tokens) {
  Code {
    tokens = List.copyOf(tokens);
  }

  int size() {
    return tokens.size();
  }

  boolean isEmpty() {
    return tokens.isEmpty();
  }

  Token get(int index) {
    return tokens.get(index);
  }

  /** Whether there is a token there and it is this one. */
  boolean isAt(int index, String expected) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(expected);
  }

  /** Whether there is a token there and it is one of these. */
  boolean isAnyAt(int index, String... expected) {
    return index >= 0 && index < tokens.size() && tokens.get(index).isAnyOf(expected);
  }

  /** The tokens from one to before another. */
  Code part(int from, int to) {
    return new Code(function, tokens.subList(from, to));
  }

  Code from(int from) {
    return part(from, tokens.size());
  }

  /** The text as it was, without comments. */
  String text() {
    return tokens.stream()
        .map(token -> token.before() + token.text())
        .collect(Collectors.joining());
  }

  /**
   * The first one of these outside of parentheses, from a place on; the size where there is none.
   */
  int find(int from, String... expected) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (depth == 0 && token.isAnyOf(expected)) {
        return i;
      }
      if (token.isAnyOf("(", "[")) {
        depth++;
      } else if (token.isAnyOf(")", "]")) {
        depth--;
      }
    }
    return tokens.size();
  }

  /** Where the parenthesis that opens at a place is closed. */
  int closing(int open) {
    int end = find(open + 1, ")");
    if (end == tokens.size()) {
      throw refused("a parenthesis is not closed");
    }
    return end;
  }

  /** The parts between commas that are in no parentheses; none of an empty text. */
  List<Code> list() {
    List<Code> parts = new ArrayList<>();
    for (int from = 0; from < tokens.size(); ) {
      int end = find(from, ",");
      if (end == from || end == tokens.size() - 1) {
        throw refused("an entry of a list is missing");
      }
      parts.add(part(from, end));
      from = end + 1;
    }
    return parts;
  }

  /** The error that says that this is not understood. */
  LinkException refused(String reason) {
    return new LinkException(function, reason, text());
  }
}
