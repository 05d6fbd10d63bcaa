package org.datamove.load;

/**
 * Takes chunks into the database.
 *
 * <p>Must not keep more than two chunks, and must not delete a chunk's file before its rows are in.
 */
public interface ChunkSink {
  /** Hands a chunk over; waits while two others are under way. */
  void deliver(Chunk chunk) throws InterruptedException;
}
