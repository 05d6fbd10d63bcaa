package org.datamove.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;

/**
 * The object store of this process. What reads objects comes in a jar within the jar, of which
 * nothing is loaded before an object's address is met.
 */
final class ObjectStores {
  /** The entry of the engine's jar that holds the object store. */
  static final String JAR = "s3.jar";

  private static final String FACTORY = "org.datamove.source.s3.S3Factory";

  private static Function<ObjectStoreSettings, ObjectStore> factory;
  private static ObjectStoreSettings settings;
  private static ObjectStore store;

  private ObjectStores() {}

  /** Whether {@link #load} has found it. */
  static synchronized boolean isLoaded() {
    return factory != null;
  }

  /**
   * Finds what reads objects.
   *
   * @return false where {@link #JAR} is not among the engine's resources
   * @throws SourceException where the jar is damaged (XX000)
   */
  @SuppressWarnings("unchecked") // its class says so
  static synchronized boolean load() {
    if (factory == null) {
      try {
        Class<?> found = find();
        if (found != null) {
          factory =
              (Function<ObjectStoreSettings, ObjectStore>) found.getConstructor().newInstance();
        }
      } catch (ReflectiveOperationException | LinkageError | IOException e) {
        throw damaged(e);
      }
    }
    return factory != null;
  }

  private static Class<?> find() throws ClassNotFoundException, IOException {
    try {
      return Class.forName(FACTORY);
    } catch (ClassNotFoundException e) {
      try (InputStream jar = ObjectStores.class.getResourceAsStream("/" + JAR)) {
        return jar == null
            ? null
            : Class.forName(FACTORY, true, new NestedJar(jar, ObjectStores.class));
      }
    }
  }

  private static SourceException damaged(Throwable cause) {
    return new SourceException(
        ErrorCode.INTERNAL,
        "the jar of datamove is damaged: it cannot read objects",
        null,
        "An administrator installs datamove again.",
        cause);
  }

  /** The store for some settings; the last one is kept, with its connections. */
  static synchronized ObjectStore of(ObjectStoreSettings wanted) {
    if (store == null || !wanted.equals(settings)) {
      if (store != null) {
        store.close();
        store = null;
      }
      if (!load()) {
        throw damaged(null);
      }
      store = factory.apply(wanted);
      settings = wanted;
    }
    return store;
  }
}
