package org.datamove.source;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

/** Bytes that need no file. */
public final class MemorySource implements Source {
  private final String path;
  private final byte[] bytes;

  private MemorySource(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /** One source, as a path that is no pattern names it. */
  public static SourceSet of(byte[] bytes) {
    return new SourceSet("/in.csv", false, List.of(new MemorySource("/in.csv", bytes)));
  }

  /** Several sources: {@code /1.csv}, {@code /2.csv} and so on. */
  public static SourceSet several(byte[]... files) {
    return new SourceSet(
        "/*.csv",
        true,
        IntStream.range(0, files.length)
            .mapToObj(i -> (Source) new MemorySource("/" + (i + 1) + ".csv", files[i]))
            .toList());
  }

  @Override
  public SourceInfo info() {
    return new SourceInfo(path, bytes.length, "memory");
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void ensureUnchanged(SourceInfo before) {}
}
