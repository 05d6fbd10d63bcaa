package org.datamove.host.pljava;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.Principal;
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

  /** Where in the entry of all classes each begins, and its length. */
  private final Map<String, int[]> images = new ConcurrentHashMap<>();

  private final ProtectionDomain domain;
  private byte[] classes;
  private volatile byte[] nested;

  /**
   * A loader without classes.
   *
   * @param source the jar; the security policy's grants for it hold for all classes
   * @param language what the policy knows the language by that they are called in
   */
  MemoryLoader(CodeSource source, Principal[] language) {
    super("datamove", ClassLoader.getPlatformClassLoader());
    domain = new ProtectionDomain(source, null, this, language);
  }

  /** Takes all classes, once; {@link Functions#IMAGES} says in what shape. */
  void addAll(byte[] entry) {
    int line = 0;
    while (entry[line] != '\n') {
      line++;
    }
    int length = Integer.parseInt(new String(entry, 0, line, StandardCharsets.US_ASCII));
    int at = line + 1 + length;
    String directory = new String(entry, line + 1, length, StandardCharsets.US_ASCII);
    for (int start = 0; start < length; ) {
      int blank = directory.indexOf(' ', start);
      int end = directory.indexOf('\n', blank);
      int size = Integer.parseInt(directory, start, blank, 10);
      end = end < 0 ? length : end;
      String name = directory.substring(blank + 1, end - CLASS.length());
      images.put(name.replace('/', '.'), new int[] {at, size});
      at += size;
      start = end + 1;
    }
    classes = entry;
  }

  /** Takes the entry that is a jar itself. */
  void add(byte[] jar) {
    nested = jar;
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
    int[] image = images.get(name);
    if (image == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, classes, image[0], image[1], domain);
  }

  /** Makes the engine out of its classes. */
  @SuppressWarnings("unchecked") // the engine's own type is another one to this loader's caller
  BiFunction<String, List<String>, String> newEngine() throws ReflectiveOperationException {
    return (BiFunction<String, List<String>, String>)
        loadClass(ENGINE).getConstructor().newInstance();
  }
}
