package org.datamove.host.pljava;

import java.io.FilePermission;
import java.lang.reflect.ReflectPermission;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permission;
import java.security.ProtectionDomain;
import java.security.SecurityPermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PropertyPermission;
import java.util.stream.Stream;
import javax.security.auth.AuthPermission;
import org.datamove.engine.Version;
import org.datamove.json.Json;

/**
 * What the installation asks of the Java side: its versions and what the security policy lets it
 * do.
 *
 * <p>{@code deploy-descriptor/datamove.policy} grants what is needed here; change both together.
 */
public final class SelfCheck {
  private static final List<Permission> UNDUE =
      List.of(
          new FilePermission("<<ALL FILES>>", "execute"),
          new ReflectPermission("suppressAccessChecks"),
          new RuntimePermission("exitVM"),
          new RuntimePermission("setSecurityManager"),
          new SecurityPermission("setPolicy"));

  private static final List<String> NEEDED_OF_THE_RUNTIME =
      List.of(
          "accessUserInformation",
          "createClassLoader",
          "getClassLoader",
          "getProtectionDomain",
          "getStackTrace",
          "shutdownHooks");

  private SelfCheck() {}

  /**
   * Looks at the session's JVM.
   *
   * @return JSON text: {@code version} (the engine's), {@code java} (such as 17.0.15), {@code
   *     java_feature} (17), {@code max_heap_bytes}, {@code enforced} (whether a security policy is
   *     in force), {@code missing} and {@code undue} (permissions that the jar needs and has not,
   *     and that it has and should not have, as policy files write them), {@code in_any_language}
   *     (those that the jar has whatever language it is called through)
   */
  public static String report() {
    boolean enforced = isEnforced();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", Version.TEXT);
    report.put("java", System.getProperty("java.version"));
    report.put("java_feature", Runtime.version().feature());
    report.put("max_heap_bytes", Runtime.getRuntime().maxMemory());
    report.put("enforced", enforced);
    report.put("missing", enforced ? those(needed(), false) : List.of());
    report.put("undue", enforced ? undue() : List.of());
    report.put("in_any_language", enforced ? inAnyLanguage() : List.of());
    return Json.write(report);
  }

  /** Without the files to load: which those are is the administrator's choice. */
  private static List<Permission> needed() {
    List<Permission> needed = new ArrayList<>();
    needed.add(new PropertyPermission("java.io.tmpdir", "read"));
    needed.add(new AuthPermission("getSubject"));
    for (String name : NEEDED_OF_THE_RUNTIME) {
      needed.add(new RuntimePermission(name));
    }
    try {
      needed.add(
          new FilePermission(System.getProperty("java.io.tmpdir") + "/-", "read,write,delete"));
    } catch (SecurityException e) {
      // the first in the list is missing
    }
    return needed;
  }

  private static List<String> undue() {
    Permission all = new AllPermission();
    return isGranted(all) ? List.of(text(all)) : those(UNDUE, true);
  }

  /** Of the jar as such: the classes here have the language that they were loaded in besides. */
  private static List<String> inAnyLanguage() {
    CodeSource source = SelfCheck.class.getProtectionDomain().getCodeSource();
    ProtectionDomain jar = new ProtectionDomain(source, null, null, null);
    return Stream.concat(NEEDED_OF_THE_RUNTIME.stream().map(RuntimePermission::new), UNDUE.stream())
        .filter(jar::implies)
        .map(SelfCheck::text)
        .toList();
  }

  private static List<String> those(List<Permission> permissions, boolean granted) {
    return permissions.stream().filter(p -> isGranted(p) == granted).map(SelfCheck::text).toList();
  }

  private static String text(Permission permission) {
    String type = "permission " + permission.getClass().getName();
    if (permission instanceof AllPermission) {
      return type;
    }
    String actions =
        permission.getActions().isEmpty() ? "" : ", \"" + permission.getActions() + "\"";
    return type + " \"" + permission.getName() + "\"" + actions;
  }

  @SuppressWarnings("removal") // the only way to ask, up to Java 23; null from 24
  private static boolean isEnforced() {
    return System.getSecurityManager() != null;
  }

  @SuppressWarnings("removal")
  private static boolean isGranted(Permission permission) {
    try {
      System.getSecurityManager().checkPermission(permission);
      return true;
    } catch (SecurityException e) {
      return false;
    }
  }
}
