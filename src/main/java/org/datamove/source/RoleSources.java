package org.datamove.source;

import java.util.List;
import java.util.Map;

/**
 * What one role may read.
 *
 * @param role its name
 * @param allFiles whether it may read every file of the server
 * @param allObjects whether it may read every object of every object store
 * @param prefixes what it may read besides: real paths of files and directories, and {@code
 *     s3://bucket/key} where the key, or the part of it before a slash, is given; none ends in a
 *     slash but the root
 * @param others other ways to write prefixes, through symbolic links, each with what it leads to
 */
public record RoleSources(
    String role,
    boolean allFiles,
    boolean allObjects,
    List<String> prefixes,
    Map<String, String> others) {
  /** A role whose prefixes were given as real paths. */
  public RoleSources(String role, boolean allFiles, boolean allObjects, List<String> prefixes) {
    this(role, allFiles, allObjects, prefixes, Map.of());
  }

  /** Whether it may read a file, given by its real path. */
  boolean allowsFile(String real) {
    return allFiles || prefixes.stream().anyMatch(prefix -> PathText.covers(prefix, real));
  }

  /** Whether a directory is on the way to something that it may read. */
  boolean leadsSomewhere(String directory) {
    return allFiles || prefixes.stream().anyMatch(prefix -> PathText.covers(directory, prefix));
  }

  /** Whether it may read what an address such as {@code s3://bucket/key} names. */
  boolean allowsAddress(String address) {
    return allObjects
        || prefixes.stream()
            .anyMatch(prefix -> !prefix.startsWith("/") && PathText.covers(prefix, address));
  }
}
