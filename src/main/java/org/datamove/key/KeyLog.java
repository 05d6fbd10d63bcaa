package org.datamove.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.datamove.type.keyform.KeyBytes;

/** A sequence of bytes that is written once and then read, in memory as long as it is short. */
final class KeyLog {
  private final int memory;
  private final Scratch scratch;
  private final KeyBytes bytes = new KeyBytes();
  private Path file;
  private OutputStream out;
  private long written;

  /** A log of which at most some bytes, and the longest entry, are in memory. */
  KeyLog(int memory, Scratch scratch) {
    this.memory = memory;
    this.scratch = scratch;
  }

  /** Where an entry is added; {@link #endEntry} must follow. */
  KeyBytes bytes() {
    return bytes;
  }

  void endEntry() {
    if (bytes.length() < memory) {
      return;
    }
    try {
      if (out == null) {
        file = scratch.newFile();
        out = Files.newOutputStream(file);
      }
      out.write(bytes.array(), 0, bytes.length());
    } catch (IOException e) {
      throw scratch.failed(e);
    }
    written += bytes.length();
    bytes.clear();
  }

  long length() {
    return written + bytes.length();
  }

  /** Everything that was written; nothing can be added any more. */
  InputStream read() throws IOException {
    InputStream rest = new ByteArrayInputStream(bytes.array(), 0, bytes.length());
    if (out == null) {
      return rest;
    }
    out.close();
    return new SequenceInputStream(Files.newInputStream(file), rest);
  }

  void delete() throws IOException {
    bytes.clear();
    if (out != null) {
      out.close();
      Files.deleteIfExists(file);
    }
  }
}
