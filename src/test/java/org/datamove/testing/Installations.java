package org.datamove.testing;

import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * Every way to run datamove that this machine offers. They are started once, when the first test
 * asks, and stopped when the JVM ends.
 */
public final class Installations {

  private final List<Installation> found = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Installations() {}

  private static final class Holder {
    static final Installations INSTANCE = start();
  }

  /**
   * All of them, never none.
   *
   * @throws TestAbortedException when there is none, after saying so at length
   */
  public static List<Installation> all() {
    Installations installations = Holder.INSTANCE;
    if (installations.found.isEmpty()) {
      Notice.print("NO TEST RAN INSIDE POSTGRESQL", installations.missing);
      throw new TestAbortedException("no PostgreSQL to test in");
    }
    return List.copyOf(installations.found);
  }

  private static Installations start() {
    Installations installations = new Installations();
    Binaries.installed()
        .ifPresentOrElse(
            installations::addLocal,
            () ->
                installations.missing.add(
                    "no PostgreSQL server on this machine (pg_config on PATH or in PG_CONFIG)"));
    if (installations.found.isEmpty()) {
      installations.addContainer();
    }
    return installations;
  }

  private void addLocal(Binaries binaries) {
    if (binaries.plJava() == null) {
      missing.add("PostgreSQL in " + binaries.bin() + " has no PL/Java");
      return;
    }
    if (binaries.psql() == null) {
      missing.add("psql is not installed");
      return;
    }
    Server server = stopAtEnd(LocalServer.start(binaries, " (local)"));
    add(server, Engine.PLJAVA);
  }

  private void addContainer() {
    if (!ContainerServer.isPossible()) {
      missing.add("no Docker engine answers");
      return;
    }
    add(stopAtEnd(ContainerServer.start()), Engine.PLJAVA);
  }

  private void add(Server server, Engine engine) {
    String jar = server.publish(Project.serverJar(), "datamove-server.jar");
    found.add(Installation.of(server, engine, new PsqlInstaller(server.psql().orElseThrow(), jar)));
  }

  private static Server stopAtEnd(Server server) {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop " + server.name()));
    return server;
  }
}
