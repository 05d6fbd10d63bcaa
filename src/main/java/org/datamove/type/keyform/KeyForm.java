package org.datamove.type.keyform;

/**
 * Writes values so that two of a type are equal if and only if they are written the same: how
 * duplicate keys are found. Must not guess: a spelling that it does not know is left to PostgreSQL,
 * whose own output it then reads.
 */
public interface KeyForm {
  /**
   * Adds a value that the type accepts.
   *
   * @param buf holds the value as the file has it
   * @param from where it starts
   * @param to where it ends, exclusive
   * @param out where the common form goes
   * @return false where PostgreSQL has to be asked; what has then been added means nothing
   */
  boolean add(byte[] buf, int from, int to, KeyBytes out);

  /** The same for what PostgreSQL writes for the value; false where that is its own form. */
  default boolean addOutput(byte[] buf, int from, int to, KeyBytes out) {
    return add(buf, from, to, out);
  }
}
