package org.datamove.source;

/**
 * Reads objects with one set of settings.
 *
 * <p>An implementation must look at no object, and list no names, that the caller's {@link
 * SourceAccess} does not allow; it must reach no host but the one that the settings name.
 */
public interface ObjectStore extends AutoCloseable {
  /** The object at an address; not looked at before its own methods are called. */
  Source object(ObjectUrl url, SourceAccess access);

  /** The objects that an address with a pattern in its key stands for. */
  SourceListing listing(ObjectUrl pattern, SourceAccess access);

  /** Whether there is an object at an address that the caller may read. */
  boolean exists(ObjectUrl url, SourceAccess access);

  /** Lets go of connections. */
  @Override
  void close();
}
