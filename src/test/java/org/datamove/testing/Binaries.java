package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An installed PostgreSQL.
 *
 * @param bin the directory of {@code initdb}, {@code pg_ctl} and {@code postgres}
 * @param plJava PL/Java's library, or null when it is not installed
 * @param temporary what is to be removed when a server of it ends; null for nothing
 */
record Binaries(Path bin, Path plJava, Path temporary) {

  /**
   * The installation that {@code pg_config} describes: the one that the environment variable {@code
   * PG_CONFIG} names, else the first on the search path. Empty when there is none, or when it has
   * only the client.
   */
  static Optional<Binaries> installed() {
    String named = System.getenv("PG_CONFIG");
    Path pgConfig = named == null ? Shell.find("pg_config") : Path.of(named);
    if (pgConfig == null) {
      return Optional.empty();
    }
    Path bin = ask(pgConfig, "--bindir");
    if (!Files.isExecutable(bin.resolve("initdb"))) {
      return Optional.empty();
    }
    return Optional.of(new Binaries(bin, plJavaIn(ask(pgConfig, "--pkglibdir")), null));
  }

  private static Path ask(Path pgConfig, String what) {
    String answer =
        Shell.run(List.of(pgConfig.toString(), what)).orThrow(pgConfig + " " + what).strip();
    return Path.of(answer);
  }

  private static Path plJavaIn(Path directory) {
    if (!Files.isDirectory(directory)) {
      return null;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("libpljava-so-"))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path program(String name) {
    return bin.resolve(name);
  }

  /** psql of this installation, else the first on the search path, else null. */
  Path psql() {
    Path own = program("psql");
    return Files.isExecutable(own) ? own : Shell.find("psql");
  }
}
