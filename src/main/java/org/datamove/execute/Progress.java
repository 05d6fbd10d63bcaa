package org.datamove.execute;

import java.util.function.LongSupplier;

/** How far a move has come: its threads count, the host's thread looks at it now and then. */
public final class Progress {
  /**
   * What is known at a moment.
   *
   * @param isLoading whether rows go into the table, else the file is only read
   * @param rows rows that were loaded, or read
   * @param bytes bytes of the source that were read
   * @param totalBytes the source's size, or 0 where it is not known
   * @param sincePhase nanoseconds since the phase began
   */
  record Moment(boolean isLoading, long rows, long bytes, long totalBytes, long sincePhase) {}

  private record Counters(LongSupplier rows, LongSupplier bytes, long totalBytes) {}

  private final LongSupplier clock;
  private volatile Counters counters;
  private volatile boolean isLoading;
  private volatile long loaded;
  private volatile long phaseBegan;

  /** Progress by a clock of nanoseconds. */
  public Progress(LongSupplier clock) {
    this.clock = clock;
    this.phaseBegan = clock.getAsLong();
  }

  /**
   * Notes that a source is being read from now on.
   *
   * @param rows how many records have been read; any thread may ask
   * @param bytes how many bytes of the source have been read; any thread may ask
   * @param totalBytes the source's size, or 0 where it is not known
   */
  public void reading(LongSupplier rows, LongSupplier bytes, long totalBytes) {
    counters = new Counters(rows, bytes, totalBytes);
  }

  /** Notes that the load begins. */
  void loading() {
    loaded = 0;
    isLoading = true;
    phaseBegan = clock.getAsLong();
  }

  /** Notes how many rows are in the table. */
  void loaded(long rows) {
    loaded = rows;
  }

  /** Now; null before anything is read. */
  Moment now() {
    Counters seen = counters;
    if (seen == null) {
      return null;
    }
    return new Moment(
        isLoading,
        isLoading ? loaded : seen.rows.getAsLong(),
        seen.bytes.getAsLong(),
        seen.totalBytes,
        clock.getAsLong() - phaseBegan);
  }
}
