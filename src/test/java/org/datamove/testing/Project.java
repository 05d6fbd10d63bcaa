package org.datamove.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's own files are. */
public final class Project {

  private Project() {}

  /** The directory of {@code pom.xml}. */
  public static Path root() {
    return Path.of(System.getProperty("datamove.basedir", "")).toAbsolutePath();
  }

  /** The jar that is installed into databases. */
  public static Path serverJar() {
    Path jar =
        Path.of(
            System.getProperty(
                "datamove.jar", root().resolve("target/datamove-server.jar").toString()));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run mvn -DskipTests package");
    }
    return jar;
  }

  /** The script that installs datamove. */
  public static Path installScript() {
    return root().resolve("sql/install.sql");
  }

  /** The tests' own resources, as sources: expected results are rewritten there. */
  public static Path testResources() {
    return root().resolve("src/test/resources");
  }

  /**
   * Copies a file or a directory, in the place of an older copy, to where this JVM can read it.
   *
   * @param name what the copy is called
   */
  public static Path copy(Path source, String name) {
    Path target = root().resolve("target").resolve(name);
    FileTree.remove(target);
    FileTree.copy(source, target);
    return target;
  }

  /** Whether expected results are to be rewritten ({@code -Ddatamove.update=true}). */
  public static boolean update() {
    return Boolean.getBoolean("datamove.update");
  }
}
