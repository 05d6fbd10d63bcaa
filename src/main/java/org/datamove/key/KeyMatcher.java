package org.datamove.key;

import org.datamove.type.keyform.KeyBytes;

/** What is done with each key where all that can be equal to it come by, in their order. */
interface KeyMatcher {
  /**
   * Takes a key.
   *
   * @param table what has been noted of the keys before
   */
  void match(KeyTable table, long hash, long row, long place, KeyBytes key, KeyBytes text)
      throws InterruptedException;
}
