package org.datamove.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Copies a database with PostgreSQL's own tools, as whoever moves it to another server does. */
public final class Dumps {

  /** What pg_dump writes. */
  public enum Format {
    /** A script for psql. */
    PLAIN,
    /** An archive for pg_restore. */
    CUSTOM
  }

  private Dumps() {}

  /** Whether the server came with the tools. */
  public static boolean arePossible(Server server) {
    return server instanceof LocalServer local
        && Files.isExecutable(local.tool("pg_dump"))
        && Files.isExecutable(local.tool("pg_restore"))
        && server.psql().isPresent();
  }

  /**
   * Dumps a database and restores it into a new one; the first mistake ends it.
   *
   * @param source the server of database {@code from}
   * @param target the server of database {@code to}; the same or another one
   * @throws IllegalStateException with what a tool printed, when it fails
   */
  public static void copy(Server source, String from, Server target, String to, Format format) {
    LocalServer local = (LocalServer) target;
    Path dump = local.home().resolve(to + ".dump");
    String word = format.name().toLowerCase(Locale.ROOT);
    run((LocalServer) source, "pg_dump", "--format=" + word, "--file=" + dump, from);
    try (Connection connection = target.connect("postgres")) {
      Jdbc.execute(connection, "CREATE DATABASE " + to + " TEMPLATE template0");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + to, e);
    }
    if (format == Format.PLAIN) {
      target.psql().orElseThrow().runFile(to, dump, Map.of());
    } else {
      run(local, "pg_restore", "--exit-on-error", "--dbname=" + to, dump.toString());
    }
  }

  private static void run(LocalServer server, String tool, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(server.tool(tool).toString());
    command.addAll(List.of("--host=" + server.home(), "--port=" + server.port()));
    command.add("--username=postgres");
    command.addAll(List.of(arguments));
    Shell.run(command).orThrow(tool);
  }
}
