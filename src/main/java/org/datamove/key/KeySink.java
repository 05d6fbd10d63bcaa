package org.datamove.key;

import org.datamove.type.keyform.KeyBytes;

/** Takes the keys of a file's rows. */
interface KeySink {
  /**
   * Takes a key.
   *
   * @param hash of its common form
   * @param row the 1-based data row
   * @param place where that starts
   * @param key in the common form
   * @param text as the file has it
   */
  void add(long hash, long row, long place, KeyBytes key, KeyBytes text)
      throws InterruptedException;
}
