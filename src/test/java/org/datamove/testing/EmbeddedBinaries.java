package org.datamove.testing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs out of a jar of Maven Central: a server without psql and PL/Java. */
final class EmbeddedBinaries {

  private EmbeddedBinaries() {}

  /** Whether there is a jar for this machine. */
  static boolean isPossible() {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return false;
    }
    try (InputStream packed = open()) {
      return packed != null;
    } catch (IOException | IllegalStateException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Unpacks the programs into a directory of their own, which goes when the server does. */
  static Binaries unpack() {
    try {
      Path root = LocalServer.newHome();
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
      try (TarArchiveInputStream files =
          new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(open())))) {
        for (TarArchiveEntry entry = files.getNextEntry();
            entry != null;
            entry = files.getNextEntry()) {
          unpack(files, entry, root.resolve(entry.getName()).normalize());
        }
      }
      return new Binaries(root.resolve("bin"), null, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(InputStream content, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      throw new IOException("hard link in the archive: " + entry.getName());
    } else {
      Files.copy(content, target);
      String mode = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
    }
  }

  private static InputStream open() throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
        system, ArchUtils.normalize(System.getProperty("os.arch")));
  }
}
