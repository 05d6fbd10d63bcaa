package org.datamove.source;

import java.io.InputStream;

/**
 * Bytes to read, once or several times.
 *
 * <p>An implementation must not hold the whole contents in memory. It must look at nothing that the
 * caller's {@link SourceAccess} does not allow, and tell nothing of it, not even whether it exists.
 */
public interface Source {
  /** Size and identity now; throws {@link org.datamove.error.SourceException}. */
  SourceInfo info();

  /**
   * Opens the bytes from the start; the caller closes the stream. Throws {@link
   * org.datamove.error.SourceException}.
   */
  InputStream open();

  /**
   * Makes sure that the source still is what it was.
   *
   * @param before what {@link #info()} said at the start
   * @throws org.datamove.error.SourceException if it has changed (SQLSTATE UD005)
   */
  void ensureUnchanged(SourceInfo before);
}
