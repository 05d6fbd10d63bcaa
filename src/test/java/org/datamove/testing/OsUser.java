package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The operating system user that a server runs as. PostgreSQL refuses to run as root, so a test run
 * of root's gives its servers to {@code postgres}, or to {@code nobody} where there is no such
 * user.
 */
final class OsUser {

  private final String other;

  private OsUser(String other) {
    this.other = other;
  }

  static OsUser forServers() {
    if (!"0".equals(Shell.run(List.of("id", "-u")).text().strip())) {
      return new OsUser(null);
    }
    boolean known = Shell.run(List.of("id", "-u", "postgres")).status() == 0;
    return new OsUser(known ? "postgres" : "nobody");
  }

  /** The command that runs the given one as this user. */
  List<String> command(List<String> command) {
    if (other == null) {
      return command;
    }
    List<String> all = new ArrayList<>();
    if (Shell.find("setpriv") != null) {
      all.addAll(List.of("setpriv", "--reuid", other, "--regid", group(), "--clear-groups"));
    } else {
      all.addAll(List.of("runuser", "-u", other, "--"));
    }
    all.addAll(command);
    return all;
  }

  /** Runs a program as this user. */
  Shell.Output run(List<String> command) {
    return Shell.run(command(command));
  }

  /** Gives a file or a directory, without its contents, to this user. */
  void own(Path path) {
    if (other == null) {
      return;
    }
    try {
      Files.setOwner(
          path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String group() {
    return Shell.run(List.of("id", "-g", other)).orThrow("id -g " + other).strip();
  }
}
