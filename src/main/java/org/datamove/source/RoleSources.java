package org.datamove.source;

import java.nio.file.Path;
import java.util.List;

/**
 * What one role may read.
 *
 * @param role its name
 * @param allFiles whether it may read every file of the server
 * @param allObjects whether it may read every object of every object store
 * @param prefixes what it may read besides: real paths of files and directories, and {@code
 *     s3://bucket/key} where the key, or the part of it before a slash, is given; none ends in a
 *     slash but the root
 */
public record RoleSources(
    String role, boolean allFiles, boolean allObjects, List<String> prefixes) {

  /** Whether it may read a file, given by its real path. */
  boolean allowsFile(Path real) {
    return allFiles
        || prefixes.stream().anyMatch(prefix -> isFile(prefix) && real.startsWith(prefix));
  }

  /** Whether a directory is on the way to something that it may read. */
  boolean leadsSomewhere(Path directory) {
    return allFiles
        || prefixes.stream()
            .anyMatch(prefix -> isFile(prefix) && Path.of(prefix).startsWith(directory));
  }

  /** Whether it may read what a URL such as {@code s3://bucket/key} names. */
  boolean allowsObject(String url) {
    return allObjects
        || prefixes.stream()
            .anyMatch(
                prefix ->
                    !isFile(prefix)
                        && url.startsWith(prefix)
                        && (url.length() == prefix.length() || url.charAt(prefix.length()) == '/'));
  }

  private static boolean isFile(String prefix) {
    return prefix.startsWith("/");
  }
}
