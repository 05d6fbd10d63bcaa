package org.datamove.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.datamove.source.FileNames;

/** Another JVM that makes a chunk directory and keeps it until it is told what to do. */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /** Makes a directory under the parent and waits; {@link #close} kills the process. */
  OtherProcess(Path parent) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OtherProcess.class.getName(),
                    parent.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The directory that it has made. */
  Path directory() throws IOException {
    return Path.of(output.readLine());
  }

  /** Has it clean up and end. */
  void finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** Takes the parent directory. */
  public static void main(String[] arguments) throws IOException {
    try (ChunkDirectory directory = ChunkDirectory.create(arguments[0], FileNames.UTF8)) {
      System.out.println(directory.write(1, new byte[] {1}, 1).getParent());
      while (System.in.read() >= 0) {
        // until the other side closes
      }
    }
  }
}
