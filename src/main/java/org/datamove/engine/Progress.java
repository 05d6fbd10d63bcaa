package org.datamove.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How far some work has come: the worker counts, the host's thread looks at it now and then. */
final class Progress {
  private record Counters(LongSupplier rows, LongSupplier bytes, long totalBytes) {}

  private volatile Counters counters;

  /**
   * Notes that a source is being read from now on.
   *
   * @param rows how many records have been read; any thread may ask
   * @param bytes how many bytes of the source have been read; any thread may ask
   * @param totalBytes the source's size, or 0 where it is not known
   */
  void reading(LongSupplier rows, LongSupplier bytes, long totalBytes) {
    counters = new Counters(rows, bytes, totalBytes);
  }

  /** A JSON object with rows, bytes and total_bytes; null before anything is read. */
  Map<String, Object> toJson() {
    Counters now = counters;
    if (now == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", now.rows.getAsLong());
    json.put("bytes", now.bytes.getAsLong());
    json.put("total_bytes", now.totalBytes);
    return json;
  }
}
