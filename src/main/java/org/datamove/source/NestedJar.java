package org.datamove.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Classes and resources of a jar within the jar, kept in memory. They have the rights of the jar
 * around them.
 */
final class NestedJar extends ClassLoader {
  private static final String CLASS = ".class";

  private final Map<String, byte[]> entries = new ConcurrentHashMap<>();
  private final ProtectionDomain domain;

  /**
   * Reads a jar to its end.
   *
   * @param owner a class of the jar around it, whose loader is asked first
   */
  NestedJar(InputStream jar, Class<?> owner) throws IOException {
    super("datamove nested", owner.getClassLoader());
    domain = owner.getProtectionDomain();
    try (ZipInputStream in = new ZipInputStream(jar)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String entry = name.replace('.', '/') + CLASS;
    byte[] image = entries.get(entry);
    if (image == null) {
      throw new ClassNotFoundException(name);
    }
    Class<?> defined = defineClass(name, image, 0, image.length, domain);
    entries.remove(entry); // not before: where memory is short it will be asked for again
    return defined;
  }

  @Override
  protected URL findResource(String name) {
    byte[] content = entries.get(name);
    if (content == null) {
      return null;
    }
    try {
      return new URL("datamove", null, -1, name, new Memory(content));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  /** A resource's bytes under a URL. */
  private static final class Memory extends URLStreamHandler {
    private final byte[] content;

    Memory(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // it is here
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
