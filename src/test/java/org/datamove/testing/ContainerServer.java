package org.datamove.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The server of {@code docker/Dockerfile}, for machines with Docker but without PL/Java. */
final class ContainerServer implements Server {

  private static final String FILES = "/var/lib/datamove-tests";

  private final PostgreSQLContainer<?> container;

  private ContainerServer(PostgreSQLContainer<?> container) {
    this.container = container;
  }

  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  static ContainerServer start() {
    Path root = Project.root();
    ImageFromDockerfile image =
        new ImageFromDockerfile("datamove-tests", false)
            .withFileFromPath("Dockerfile", root.resolve("docker/Dockerfile"))
            .withFileFromPath("docker", root.resolve("docker"))
            .withFileFromPath("sql", root.resolve("sql"))
            .withFileFromPath("deploy-descriptor", root.resolve("deploy-descriptor"))
            .withFileFromPath("target/datamove-server.jar", Project.serverJar());
    PostgreSQLContainer<?> container =
        new PostgreSQLContainer<>(
                DockerImageName.parse(image.get()).asCompatibleSubstituteFor("postgres"))
            .withUsername("postgres")
            .withPassword(UUID.randomUUID().toString());
    container.start();
    return new ContainerServer(container);
  }

  @Override
  public String name() {
    return "PostgreSQL (docker/Dockerfile)";
  }

  @Override
  public boolean hasPlJava() {
    return true;
  }

  @Override
  public Connection connect(String database) {
    return Jdbc.connect(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        database,
        container.getPassword());
  }

  @Override
  public String publish(Path source, String copy) {
    String target = FILES + "/" + copy;
    try {
      Path scratch = Files.createTempDirectory("datamove-publish");
      try {
        FileTree.copy(source, scratch.resolve("copy"));
        container.copyFileToContainer(MountableFile.forHostPath(scratch.resolve("copy")), target);
      } finally {
        FileTree.remove(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  @Override
  public Optional<Psql> psql() {
    return Optional.of(new ContainerPsql());
  }

  @Override
  public String scratchDirectory() {
    return "/tmp";
  }

  @Override
  public List<String> scratchFiles() {
    try {
      Container.ExecResult found =
          container.execInContainer(
              "find", scratchDirectory(), "-type", "f", "-path", "*datamove*");
      return found.getStdout().lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while listing files", e);
    }
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  @Override
  public void close() {
    container.stop();
  }

  /** psql inside the container; scripts are copied in with the directory they are in. */
  private final class ContainerPsql implements Psql {

    @Override
    public String runFile(String database, Path script, Map<String, String> variables) {
      List<String> command = command(database, variables);
      command.addAll(List.of("-v", "ON_ERROR_STOP=1", "-f", copyIn(script)));
      return run(command).orThrow("psql -f " + script);
    }

    @Override
    public String typeIn(String database, Path script, Map<String, String> variables) {
      List<String> command = command(database, variables);
      command.addAll(List.of("-a", "-q", "-v", "ON_ERROR_STOP=0", "-v", "SHOW_CONTEXT=never"));
      return feed(command, script);
    }

    @Override
    public String type(String database, Path script) {
      List<String> command = command(database, Map.of("SHOW_CONTEXT", "never"));
      command.add("-q");
      return feed(command, script);
    }

    private String feed(List<String> command, Path script) {
      List<String> shell =
          new ArrayList<>(List.of("sh", "-c", "f=$1; shift; exec \"$@\" <\"$f\" 2>&1"));
      shell.addAll(List.of("sh", copyIn(script)));
      shell.addAll(command);
      return run(shell).text();
    }

    private String copyIn(Path script) {
      return publish(script.getParent(), UUID.randomUUID().toString()) + "/" + script.getFileName();
    }

    private List<String> command(String database, Map<String, String> variables) {
      List<String> command = new ArrayList<>(List.of("env", "PGTZ=UTC", "PGCLIENTENCODING=UTF8"));
      command.addAll(List.of("psql", "-X", "-U", "postgres", "-d", database));
      variables.forEach((name, value) -> command.addAll(List.of("-v", name + "=" + value)));
      return command;
    }

    private Shell.Output run(List<String> command) {
      try {
        Container.ExecResult result = container.execInContainer(command.toArray(String[]::new));
        return new Shell.Output(result.getExitCode(), result.getStdout() + result.getStderr());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while psql ran in the container", e);
      }
    }
  }
}
