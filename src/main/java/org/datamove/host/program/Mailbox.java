package org.datamove.host.program;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Optional;
import org.datamove.load.ChunkDirectory;
import org.datamove.source.FileNames;

/** The private directory through which process and session talk. */
final class Mailbox implements AutoCloseable {
  /** Thrown where nobody waits for the process any more. */
  static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final long SHORTEST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 20;
  private static final long BACKEND_CHECK_MILLIS = 250;

  private final Path directory;
  private final Optional<ProcessHandle> backend;
  private final FileChannel lock;
  private long backendCheckedAt;

  /**
   * A mailbox.
   *
   * @param directory exists and belongs to this process's user
   * @param backendPid the session's server process; the move ends with it
   */
  Mailbox(Path directory, long backendPid) throws IOException {
    this.directory = directory;
    this.backend = ProcessHandle.of(backendPid);
    // Locked before it has its name: a free one would be another process's to sweep.
    Path draft = directory.resolve("draft");
    this.lock = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    Files.move(draft, directory.resolve("lock"), StandardCopyOption.ATOMIC_MOVE);
    ChunkDirectory.sweepBeside(directory);
  }

  /** Waits for a file that the session writes, and reads it. */
  String await(String name) throws IOException, InterruptedException {
    long pause = SHORTEST_PAUSE_MILLIS;
    while (true) {
      String content = read(name);
      if (content != null) {
        return content;
      }
      checkWanted();
      Thread.sleep(pause);
      pause = Math.min(pause + 1, LONGEST_PAUSE_MILLIS);
    }
  }

  /** A file's content, or null where it is not there or not yet whole. */
  String read(String name) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(directory.resolve(name));
    } catch (NoSuchFileException e) {
      return null;
    }
    if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
      return null;
    }
    String base64 = new String(bytes, 0, bytes.length - 1, StandardCharsets.US_ASCII);
    byte[] content = Base64.getDecoder().decode(base64);
    String text = new String(content, StandardCharsets.UTF_8);
    // In a database in SQL_ASCII a text may be anything.
    return text.indexOf('\uFFFD') < 0 ? text : FileNames.UTF8.text(content);
  }

  /** Empties a file that has been read; the session counts it among its own. */
  void forget(String name) throws IOException {
    Files.write(directory.resolve(name), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Writes a file for the session; it appears whole. */
  void write(String name, String content) throws IOException {
    try {
      Path draft = directory.resolve("draft");
      writeText(draft, content);
      Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw new AbandonedException();
    }
  }

  private static void writeText(Path file, String content) throws IOException {
    try {
      Files.writeString(file, content);
    } catch (CharacterCodingException e) {
      Files.write(file, FileNames.UTF8.bytes(content)); // such a text goes back as it came
    }
  }

  void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  /** Throws where the directory or the backend is gone. */
  void checkWanted() {
    if (!Files.isDirectory(directory)) {
      throw new AbandonedException();
    }
    long now = System.currentTimeMillis();
    if (now - backendCheckedAt >= BACKEND_CHECK_MILLIS) {
      backendCheckedAt = now;
      if (!backend.map(ProcessHandle::isAlive).orElse(false)) {
        throw new AbandonedException();
      }
    }
  }

  /** Removes the directory and what is in it. */
  @Override
  public void close() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
      lock.close();
    } catch (IOException e) {
      // the session removes it at the same time
    }
  }
}
