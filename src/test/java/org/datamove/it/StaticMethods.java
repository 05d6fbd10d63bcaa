package org.datamove.it;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** The public static methods of the public classes of a jar, as PL/Java could bind them. */
final class StaticMethods {
  /** What PL/Java makes of SQL types; the value of any other type is tried as text. */
  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(void.class, "void"),
          Map.entry(boolean.class, "boolean"),
          Map.entry(byte.class, "\"char\""),
          Map.entry(short.class, "smallint"),
          Map.entry(int.class, "integer"),
          Map.entry(long.class, "bigint"),
          Map.entry(float.class, "real"),
          Map.entry(double.class, "double precision"),
          Map.entry(Boolean.class, "boolean"),
          Map.entry(Integer.class, "integer"),
          Map.entry(Long.class, "bigint"),
          Map.entry(Double.class, "double precision"),
          Map.entry(byte[].class, "bytea"),
          Map.entry(short[].class, "smallint[]"),
          Map.entry(int[].class, "integer[]"),
          Map.entry(long[].class, "bigint[]"),
          Map.entry(String[].class, "text[]"));

  private StaticMethods() {}

  /** All of them, in an order that is always the same. */
  static List<Method> of(Path jar) throws IOException {
    List<Method> methods = new ArrayList<>();
    // It stays open: what is known of a method is looked up late.
    @SuppressWarnings("resource")
    ClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF")) {
          add(name.substring(0, name.length() - 6).replace('/', '.'), loader, methods);
        }
      }
    }
    methods.sort(Comparator.comparing(Method::toString));
    return methods;
  }

  private static void add(String name, ClassLoader loader, List<Method> methods) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      for (Class<?> outer = type; outer != null; outer = outer.getDeclaringClass()) {
        if (!Modifier.isPublic(outer.getModifiers())) {
          return;
        }
      }
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isStatic(method.getModifiers())
            && Modifier.isPublic(method.getModifiers())
            && !method.isSynthetic()) {
          methods.add(method);
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // What it needs is not in the jar, so that PL/Java cannot load it either.
    }
  }

  /** The statement that binds a method to a function in language {@code java}. */
  static String binding(String function, Method method) {
    return "CREATE FUNCTION %s(%s) RETURNS %s LANGUAGE java AS '%s=%s.%s(%s)'"
        .formatted(
            function,
            Arrays.stream(method.getParameterTypes())
                .map(StaticMethods::sqlType)
                .collect(Collectors.joining(", ")),
            sqlType(method.getReturnType()),
            method.getReturnType().getTypeName(),
            method.getDeclaringClass().getName(),
            method.getName(),
            Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",")));
  }

  /** A call of the function, with a text and bytes wherever the method takes such. */
  static String call(String function, Method method, String text, String bytes) {
    return "SELECT %s(%s)"
        .formatted(
            function,
            Arrays.stream(method.getParameterTypes())
                .map(type -> value(type, text, bytes) + "::" + sqlType(type))
                .collect(Collectors.joining(", ")));
  }

  private static String sqlType(Class<?> type) {
    return TYPES.getOrDefault(type, "text");
  }

  private static String value(Class<?> type, String text, String bytes) {
    return switch (sqlType(type)) {
      case "text" -> text;
      case "bytea" -> bytes;
      case "text[]" -> "ARRAY[" + text + "]";
      case "boolean" -> "true";
      case "\"char\"" -> "'1'";
      case "smallint[]", "integer[]", "bigint[]" -> "'{1,2}'";
      default -> "1";
    };
  }
}
