package org.datamove.plan;

import java.util.List;

/**
 * What is known of the file when the plan is made.
 *
 * @param path as the caller wrote it
 * @param identity the source's identity
 * @param delimiter the decided delimiter
 * @param names the target column for each field, in the file's order
 * @param bytes its size, or that of all files together
 * @param rows how many rows it has, or 0 where they have not been read
 */
public record FileFacts(
    String path, String identity, String delimiter, List<String> names, long bytes, long rows) {
  /** The same once its rows have been read. */
  public FileFacts withRows(long read) {
    return new FileFacts(path, identity, delimiter, names, bytes, read);
  }
}
