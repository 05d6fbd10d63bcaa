package org.datamove.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.opentest4j.TestAbortedException;

/**
 * Every way to run datamove that this machine offers. They are started once, when the first test
 * asks, and stopped when the JVM ends.
 */
public final class Installations {

  private static final Set<String> SKIPPED = new ConcurrentSkipListSet<>();
  private static final Set<String> TESTED = new ConcurrentSkipListSet<>();
  private static volatile boolean asked;

  private final List<Installation> found = new ArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Installations() {}

  private static final class Holder {
    static final Installations INSTANCE = start();
  }

  /**
   * One of each server, with the first engine that it has: between them every engine and every
   * version. With {@code -Ddatamove.engines=every} it is every engine of each.
   *
   * @return never none
   * @throws TestAbortedException when there is none, after saying so at length
   */
  public static List<Installation> all() {
    List<Installation> every = every();
    if (Engine.everyIsWanted()) {
      return every;
    }
    Map<Server, Installation> ofServers = new LinkedHashMap<>();
    every.forEach(one -> ofServers.putIfAbsent(one.server(), one));
    return List.copyOf(ofServers.values());
  }

  /**
   * Every engine of each server, for what depends on both.
   *
   * @return never none
   * @throws TestAbortedException when there is none, after saying so at length
   */
  public static List<Installation> every() {
    Installations installations = Holder.INSTANCE;
    if (installations.found.isEmpty()) {
      Notice.print("NO TEST RAN INSIDE POSTGRESQL", installations.missing);
      throw new TestAbortedException("no PostgreSQL to test in");
    }
    return List.copyOf(installations.found);
  }

  /** Whether any installation is to be tested. */
  public static boolean areWanted() {
    return !Engine.wanted().isEmpty();
  }

  /** The servers to test in without an installation; none where that is not wanted. */
  public static List<Server> servers() {
    return Engine.clientIsWanted() ? List.copyOf(Holder.INSTANCE.servers) : List.of();
  }

  /** Notes a way that was tried besides the installations. */
  public static void tested(String way) {
    TESTED.add(way);
  }

  /** Notes what was not tried and why; each thing is told once, after the last test. */
  public static void skipped(String reason) {
    SKIPPED.add(reason);
  }

  private static Installations start() {
    asked = true;
    Installations installations = new Installations();
    Binaries.installed()
        .ifPresentOrElse(
            installations::addLocal,
            () -> installations.missing.add("no PostgreSQL server is installed here (pg_config)"));
    if (!Engine.wanted().contains(Engine.PLJAVA)) {
      installations.missing.add("pljava: excluded by -Ddatamove.engines");
    } else if (installations.found.stream().noneMatch(one -> one.engine() == Engine.PLJAVA)) {
      installations.addContainer();
    }
    if (installations.needsMore()) {
      installations.addEmbedded();
    }
    return installations;
  }

  private void addLocal(Binaries binaries) {
    Server server = stopAtEnd(LocalServer.start(binaries, " (local)"));
    if (server.hasPlJava()) {
      add(server, Engine.PLJAVA);
    } else {
      missing.add("pljava: " + server.name() + " has no PL/Java");
    }
    add(server, Engine.PROGRAM);
  }

  private boolean needsMore() {
    if (found.isEmpty() || !Engine.oneIsEnough()) {
      return true;
    }
    missing.add("all others: one is enough for -Ddatamove.engines=one");
    return false;
  }

  private void addContainer() {
    if (ContainerServer.isPossible()) {
      add(stopAtEnd(ContainerServer.start()), Engine.PLJAVA);
    } else {
      missing.add("pljava: no Docker engine answers");
    }
  }

  private void addEmbedded() {
    if (!Engine.wanted().contains(Engine.PROGRAM) && !Engine.clientIsWanted()) {
      missing.add("program: excluded by -Ddatamove.engines");
    } else if (EmbeddedBinaries.isPossible()) {
      Binaries binaries = EmbeddedBinaries.unpack();
      add(stopAtEnd(LocalServer.start(binaries, " (embedded)")), Engine.PROGRAM);
    } else {
      missing.add("program: no embedded PostgreSQL for this operating system and processor");
    }
  }

  private void add(Server server, Engine engine) {
    if (!Engine.wanted().contains(engine) || (Engine.oneIsEnough() && !found.isEmpty())) {
      return;
    }
    Map<String, String> variables =
        Map.of(
            "jar", server.publish(Project.serverJar(), "datamove-server-" + engine.word() + ".jar"),
            "java", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "engine", engine.word());
    Installer installer =
        server
            .psql()
            .<Installer>map(psql -> new PsqlInstaller(psql, variables))
            .orElseGet(() -> new JdbcInstaller(variables));
    found.add(Installation.of(server, engine, installer));
  }

  /** What was tested, and what was not and why, one line each; empty when no test asked. */
  static List<String> summary() {
    List<String> lines = new ArrayList<>();
    if (!asked) {
      return lines;
    }
    Holder.INSTANCE.found.forEach(one -> lines.add("tested: " + one));
    TESTED.forEach(way -> lines.add("tested: " + way));
    SKIPPED.forEach(reason -> lines.add("not tested: " + reason));
    Holder.INSTANCE.missing.forEach(reason -> lines.add("not tested: " + reason));
    return lines;
  }

  private Server stopAtEnd(Server server) {
    servers.add(server);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop " + server.name()));
    return server;
  }
}
