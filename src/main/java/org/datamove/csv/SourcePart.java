package org.datamove.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.datamove.source.Interruption;
import org.datamove.source.Source;
import org.datamove.source.SourceInfo;
import org.datamove.source.compression.Compression;
import org.datamove.source.compression.DecompressedBytes;

/** One of the files that are read, and what is known of it so far. */
public final class SourcePart {
  private final Source source;
  private final SourceInfo info;
  private DecompressedBytes
      decompressed; // null before and after its turn: what it holds is not little
  private Compression compression;
  private long decompressedBytes;
  private Charset charset;
  private long rows = -1;

  SourcePart(Source source) {
    Interruption.check(); // there may be a hundred thousand
    this.source = source;
    this.info = source.info();
  }

  InputStream open(AtomicLong bytesRead, int maxExpansion, byte[] buffer) throws IOException {
    InputStream stored = new CountingStream(source.open(), bytesRead);
    decompressed = new DecompressedBytes(stored, info.path(), maxExpansion, buffer);
    compression = decompressed.compression();
    return decompressed;
  }

  /** How it is compressed, or null where it is not or was not opened yet. */
  public String compression() {
    return compression == null ? null : compression.word();
  }

  void charset(Charset found) {
    charset = found;
  }

  void end(long rowsRead) {
    rows = rowsRead;
    decompressedBytes = decompressed.count();
    decompressed = null;
    ensureUnchanged();
  }

  boolean isEnded() {
    return rows >= 0;
  }

  /** Size and identity when it was opened. */
  public SourceInfo info() {
    return info;
  }

  void ensureUnchanged() {
    Interruption.check();
    source.ensureUnchanged(info);
  }

  /** What the report says of the file; what is not known yet is null. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", info.path());
    json.put("bytes", info.bytes());
    json.put("rows", rows < 0 ? null : rows);
    json.put("identity", info.identity());
    json.put("encoding", charset == null ? null : charset.name());
    json.put("compression", compression());
    json.put("decompressed_bytes", isEnded() && compression() != null ? decompressedBytes : null);
    return json;
  }
}
