package org.datamove.source;

/**
 * A kind of source: all that depends on what a path begins with. One that is named in {@link
 * Schemes} is one that can be moved from.
 *
 * <p>An implementation looks at nothing before a method asks it to. Whether a role may read an
 * address is {@link SourceAccess#requireAddress}'s to say, of the address as it is written.
 */
interface Scheme {
  /** Whether a path is meant to be of this kind; no path is of two. */
  boolean takes(String path);

  /**
   * How to write a path of this kind, for a hint: {@code s3://bucket/key}.
   *
   * @param machine which reads the sources
   */
  String form(Machine machine);

  /**
   * What a pattern's characters stand for in such paths, in whole sentences.
   *
   * @param machine which reads the sources
   */
  String patternHint(Machine machine);

  /**
   * The source that a path names.
   *
   * @throws org.datamove.error.RequestException if it is not well written (SQLSTATE 22023)
   */
  Source source(String path, SourceAccess access);

  /** Whether there is a source by just that name, as far as the caller may know. */
  boolean exists(String path, SourceAccess access);

  /** The sources that a pattern stands for. */
  SourceListing listing(String pattern, SourceAccess access);

  /** Whether the option {@code server} may say where the sources are. */
  default boolean usesServers() {
    return false;
  }

  /** Whether its classes come in a jar of their own, of which nothing has been loaded yet. */
  default boolean isUnloaded() {
    return false;
  }

  /**
   * Loads its classes.
   *
   * @return null, or the jar that has to be handed over first
   */
  default String load() {
    return null;
  }
}
