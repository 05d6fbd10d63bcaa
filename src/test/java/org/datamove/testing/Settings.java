package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The configuration of a test cluster: speed over safety, and for PL/Java what the product
 * documents in {@code deploy-descriptor}, with the paths of this machine.
 */
final class Settings {

  private Settings() {}

  /** The lines for {@code postgresql.conf}. */
  static String of(LocalServer server, Binaries binaries) {
    String general =
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = '%s'
        max_connections = 30
        max_prepared_transactions = 2
        shared_buffers = 64MB
        fsync = off
        synchronous_commit = off
        full_page_writes = off
        autovacuum = off
        lc_messages = 'C'
        timezone = 'UTC'
        log_timezone = 'UTC'
        """
            .formatted(server.port(), server.home());
    if (!server.name().startsWith("PostgreSQL 13.")) {
      general += "client_connection_check_interval = 500ms\n"; // new in 14
    }
    return binaries.plJava() == null ? general : general + plJava(server);
  }

  private static String plJava(LocalServer server) {
    Path descriptor = Project.root().resolve("deploy-descriptor");
    Path policy = server.home().resolve("datamove.policy");
    FileTree.copy(descriptor.resolve("datamove.policy"), policy);
    Path jvm = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
    String sample = read(descriptor.resolve("postgresql.conf.sample"));
    sample = replace(sample, "(?m)(pljava\\.libjvm_location = )'.*'", "$1'" + jvm + "'");
    sample = replace(sample, "\"file:[^\"]*/datamove\\.policy\"", "\"file:" + policy + "\"");
    String options = " -Djava.io.tmpdir=" + server.scratchDirectory();
    if (Runtime.version().feature() >= 18) {
      options += " -Djava.security.manager=allow";
    }
    return replace(sample, "(?m)(pljava\\.vmoptions = '.*)'", "$1" + options + "'");
  }

  private static String replace(String text, String pattern, String replacement) {
    if (!Pattern.compile(pattern).matcher(text).find()) {
      throw new IllegalStateException("postgresql.conf.sample has no " + pattern);
    }
    return text.replaceFirst(pattern, replacement);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
