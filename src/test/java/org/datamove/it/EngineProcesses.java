package org.datamove.it;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.datamove.testing.Server;

/**
 * The processes that engine program has started for a server, as the operating system shows them.
 */
final class EngineProcesses {
  private static final String MAIN = "org.datamove.host.program.Main";

  private final String scratch;

  /** As it begins the path that a process is given. */
  private final String inDigits;

  EngineProcesses(Server server) {
    scratch = server.scratchDirectory();
    inDigits = HexFormat.of().formatHex(scratch.getBytes(StandardCharsets.UTF_8));
  }

  private Stream<ProcessHandle> all() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains(MAIN) && line.contains(inDigits))
                    .isPresent());
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  /** Those that do the work. */
  List<ProcessHandle> workers() {
    return all().filter(EngineProcesses::isJava).toList();
  }

  /** The shells that started them, or are about to. */
  List<ProcessHandle> shells() {
    return all().filter(process -> !isJava(process)).toList();
  }

  /** Sends a signal, by its name without SIG, to all of some processes that still are there. */
  static void signal(List<ProcessHandle> processes, String name) throws Exception {
    for (ProcessHandle process : processes) {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  /** What a process holds open, without what it has from Java and from datamove. */
  Set<String> foreignFiles(ProcessHandle process) throws IOException {
    List<String> open = new ArrayList<>();
    Path directory = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(directory)) {
      for (Path descriptor : descriptors) {
        open.add(Files.readSymbolicLink(descriptor).toString());
      }
    }
    String java = Path.of(System.getProperty("java.home")).getParent().toString();
    return open.stream()
        .filter(
            file ->
                !file.startsWith(scratch)
                    && !file.startsWith(java)
                    && !file.startsWith("/dev/")
                    && !file.endsWith(".jar")
                    && !file.endsWith(".jsa")
                    && !file.endsWith(".csv"))
        .collect(toCollection(TreeSet::new));
  }
}
