package org.datamove.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;

/** Opens the directory that paths begin at; everything else is opened relative to one. */
interface FileRoot {
  /** Opens the root, which the caller closes. */
  SecureDirectoryStream<Path> open(Path root) throws IOException;

  /**
   * Opens it as the system has it.
   *
   * @throws SourceException where Java cannot open a file relative to a directory (42501)
   */
  @SuppressWarnings("StreamResourceLeak") // the caller's to close
  static SecureDirectoryStream<Path> openSystem(Path root) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (stream instanceof SecureDirectoryStream) {
      return (SecureDirectoryStream<Path>) stream;
    }
    stream.close();
    throw new SourceException(
        ErrorCode.NOT_PERMITTED,
        "only roles that may read every file can read files on this operating system",
        "Java cannot open a file relative to a directory here, so prefixes cannot be enforced.",
        null,
        null);
  }
}
