package org.datamove.host.jdbc;

/**
 * A token of SQL or plpgsql.
 *
 * @param kind what it is
 * @param before the white space before it, without the comments
 * @param text the token as it is written
 */
record Token(Kind kind, String before, String text) {

  enum Kind {
    /** A key word or a name without quotes. */
    WORD,
    /** A name in quotes. */
    QUOTED,
    /** A string constant. */
    LITERAL,
    NUMBER,
    /** A positional parameter such as {@code $1}. */
    PARAMETER,
    /** Punctuation, or one character of an operator. */
    SYMBOL
  }

  /** Whether it is this word, in any case, or this symbol. */
  boolean is(String expected) {
    return switch (kind) {
      case WORD -> text.equalsIgnoreCase(expected);
      case SYMBOL -> text.equals(expected);
      default -> false;
    };
  }

  /** Whether it is one of these. */
  boolean isAnyOf(String... expected) {
    for (String one : expected) {
      if (is(one)) {
        return true;
      }
    }
    return false;
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
