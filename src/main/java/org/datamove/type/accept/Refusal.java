package org.datamove.type.accept;

/**
 * What is wrong with a value that its type's input function has refused, told more closely than the
 * function does.
 *
 * @param kind what it is
 * @param where which part of the value it is about, to follow the server's message: {@code element
 *     2 is "x"}; null where the message says it all
 * @param hint what to do, or null
 */
public record Refusal(Kind kind, String where, String hint) {
  /** What can be wrong with a vector. */
  public enum Kind {
    /** It has another number of dimensions than the column. */
    DIMENSIONS,
    /** An element is NaN or infinite. */
    NOT_FINITE,
    /** It has no elements. */
    EMPTY,
    /** An element is no number. */
    ELEMENT,
    /** An element is out of range. */
    RANGE
  }
}
