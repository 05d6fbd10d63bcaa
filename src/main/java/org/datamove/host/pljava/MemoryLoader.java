package org.datamove.host.pljava;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Defines classes from bytes in memory, whichever thread needs them, with the rights of the jar
 * that they came in. Knows the JDK besides, and nothing of PL/Java.
 */
final class MemoryLoader extends ClassLoader {
  private static final String ENGINE = "org.datamove.host.pljava.Engine";
  private static final String CLASS = ".class";

  /** The entry that is a jar itself. */
  static final String NESTED = "s3.jar";

  private final Map<String, byte[]> images = new ConcurrentHashMap<>();
  private final ProtectionDomain domain;
  private volatile byte[] nested;

  /**
   * A loader without classes.
   *
   * @param source the jar; the security policy's grants for it hold for all classes
   */
  MemoryLoader(CodeSource source) {
    super("datamove", ClassLoader.getPlatformClassLoader());
    domain = new ProtectionDomain(source, null, this, null);
  }

  /** Has this class loaded. */
  static void prepare() {}

  /** Takes an entry of a jar. */
  void add(String entry, byte[] image) {
    if (entry.endsWith(CLASS)) {
      images.put(entry.substring(0, entry.length() - CLASS.length()).replace('/', '.'), image);
    } else if (entry.equals(NESTED)) {
      nested = image;
    }
  }

  /** The nested jar, once: then its bytes are somebody else's. */
  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] image = nested;
    if (image == null || !name.equals(NESTED)) {
      return null;
    }
    nested = null;
    return new ByteArrayInputStream(image);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] image = images.remove(name);
    if (image == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, image, 0, image.length, domain);
  }

  /** Makes the engine out of its classes. */
  @SuppressWarnings("unchecked") // the engine's own type is another one to this loader's caller
  BiFunction<String, List<String>, String> newEngine() throws ReflectiveOperationException {
    return (BiFunction<String, List<String>, String>)
        loadClass(ENGINE).getConstructor().newInstance();
  }
}
