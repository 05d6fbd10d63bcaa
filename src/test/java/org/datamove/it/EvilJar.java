package org.datamove.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.datamove.testing.Project;

/**
 * Classes of an attacker: one in the place of the engine, which does what its arguments say with as
 * many rights as it can get, and one beside those of datamove.
 */
final class EvilJar {
  private static final String PACKAGE = "org.datamove.host.pljava";

  /** Runs a command as nobody in particular: it asks for no rights but its own. */
  private static final String SHELL =
      """
      package org.datamove.host.pljava;
      public class Shell implements java.util.function.Function<String, String> {
        public String apply(String command) {
          return java.security.AccessController.doPrivileged(
            (java.security.PrivilegedAction<String>) () -> {
              try {
                return "ran: " + new String(Runtime.getRuntime().exec(command).getInputStream().readAllBytes());
              } catch (Exception e) {
                return "not run";
              }
            });
        }
      }
      """;

  private static final String ENGINE =
      """
      package org.datamove.host.pljava;
      public class Engine implements java.util.function.BiFunction<String, java.util.List<String>, String> {
        public String apply(String function, java.util.List<String> arguments) {
          StringBuilder found = new StringBuilder();
          for (String argument : arguments) {
            try {
              found.append("read: ").append(java.nio.file.Files.readString(java.nio.file.Path.of(argument)));
            } catch (Throwable e) {
              found.append(e).append(' ');
            }
          }
          try {
            byte[] image = java.util.Base64.getDecoder().decode("$SHELL");
            java.security.Permissions all = new java.security.Permissions();
            all.add(new java.security.AllPermission());
            class Loader extends ClassLoader {
              Class<?> define() {
                return defineClass(null, image, 0, image.length,
                  new java.security.ProtectionDomain(null, all));
              }
            }
            found.append(((java.util.function.Function<String, String>) new Loader().define()
              .getConstructor().newInstance()).apply("id"));
          } catch (Throwable e) {
            found.append(e);
          }
          return found.toString();
        }
      }
      """;

  /** In datamove's own package, so that it may call what is not public there. */
  private static final String NEIGHBOUR =
      """
      package org.datamove.host.pljava;
      public class Neighbour {
        public static String engine(String path) throws Exception {
          return new Engine().apply("open", java.util.List.of(path));
        }
        public static String loader(String path, byte[] entry) throws Exception {
          MemoryLoader loader = new MemoryLoader(Functions.class.getProtectionDomain().getCodeSource(), new java.security.Principal[0]);
          loader.addAll(entry);
          return loader.newEngine().apply("open", java.util.List.of(path));
        }
        public static String field(String path) throws Exception {
          java.lang.reflect.Field engine = Functions.class.getDeclaredField("engine");
          engine.setAccessible(true);
          engine.set(null, new Engine());
          return Functions.open(path, path);
        }
        public static String exit(String x) {
          System.exit(1);
          return x;
        }
        public static String hook(String x) {
          Runtime.getRuntime().addShutdownHook(new Thread());
          return x;
        }
        public static String property(String x) {
          System.setProperty("java.io.tmpdir", x);
          return x;
        }
        public static String manager(String x) {
          System.setSecurityManager(null);
          return x;
        }
        public static String connect(String x) throws Exception {
          new java.net.Socket("127.0.0.1", 9).close();
          return x;
        }
        public static String environment(String x) {
          return System.getenv().toString();
        }
      }
      """;

  private final Map<String, byte[]> classes = new LinkedHashMap<>();

  EvilJar() {
    compile("Shell", SHELL);
    String shell = Base64.getEncoder().encodeToString(classes.get(entry("Shell")));
    compile("Engine", ENGINE.replace("$SHELL", shell));
    compile("Neighbour", NEIGHBOUR);
  }

  private static String entry(String name) {
    return PACKAGE.replace('.', '/') + "/" + name + ".class";
  }

  private void compile(String name, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-proc:none", "-nowarn", "--release", "17", "-cp", Project.serverJar().toString());
    JavaFileObject unit =
        new SimpleJavaFileObject(
            URI.create("string:///" + entry(name).replace(".class", ".java")),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    List<String> problems = new ArrayList<>();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        JavaFileManager memory = new Memory(standard, classes)) {
      if (!compiler
          .getTask(null, memory, d -> problems.add(d.toString()), options, null, List.of(unit))
          .call()) {
        throw new IllegalStateException(problems.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line for each class: its length in bytes, a blank, its entry's name. */
  String directory() {
    return classes.entrySet().stream()
        .map(one -> one.getValue().length + " " + one.getKey())
        .collect(Collectors.joining("\n"));
  }

  /** The classes one behind the other, in the directory's order. */
  byte[] images() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    classes.values().forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Directory and classes as the entry of all classes of datamove's jar has them. */
  byte[] entry() {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    String directory = directory();
    entry.writeBytes((directory.length() + "\n" + directory).getBytes(StandardCharsets.US_ASCII));
    entry.writeBytes(images());
    return entry.toByteArray();
  }

  /** A jar with all of it, and with an entry of all classes as datamove's own has. */
  byte[] jar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> one : classes.entrySet()) {
        put(jar, one.getKey(), one.getValue());
      }
      put(jar, "datamove.images", entry());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  /** Where the compiler leaves classes. */
  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, byte[]> classes;

    Memory(StandardJavaFileManager standard, Map<String, byte[]> classes) {
      super(standard);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        javax.tools.FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public ByteArrayOutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className.replace('.', '/') + ".class", toByteArray());
            }
          };
        }
      };
    }
  }
}
