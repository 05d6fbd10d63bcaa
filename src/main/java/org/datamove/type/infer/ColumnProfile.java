package org.datamove.type.infer;

import java.util.List;
import org.datamove.type.InferredType;

/**
 * What the whole of a file says about one of its columns.
 *
 * @param type the narrowest type that holds every value without loss
 * @param rows number of values, NULLs included
 * @param nulls number of NULLs among them
 * @param minLength least length of a value that is not NULL, in characters (code points); 0 when
 *     there is none
 * @param maxLength greatest length of a value that is not NULL, in characters; 0 when there is none
 * @param examples the first three distinct values that are not NULL, each at most 40 characters
 *     long; a longer one is cut and ends in {@code …}
 * @param note why the type is no narrower, on one line; null when there is nothing to explain
 * @param lists what more is known of a column of type {@link InferredType#VECTOR}; else null
 */
public record ColumnProfile(
    InferredType type,
    long rows,
    long nulls,
    int minLength,
    int maxLength,
    List<String> examples,
    String note,
    ListProfile lists) {
  /** A column of no vectors. */
  public ColumnProfile(
      InferredType type,
      long rows,
      long nulls,
      int minLength,
      int maxLength,
      List<String> examples,
      String note) {
    this(type, rows, nulls, minLength, maxLength, examples, note, null);
  }

  /** Copies the examples. */
  public ColumnProfile {
    examples = List.copyOf(examples);
  }
}
