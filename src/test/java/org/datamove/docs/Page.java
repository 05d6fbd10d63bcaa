package org.datamove.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.datamove.testing.Project;

/** A text of the repository. */
record Page(String text) {

  static Page of(String path) {
    try {
      return new Page(Files.readString(Project.root().resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files of a directory, one after the other. */
  static Page ofAll(String directory, String glob) {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Project.root().resolve(directory), glob)) {
      for (Path file : files) {
        all.append(Files.readString(file)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(all.toString());
  }

  /** The part below a heading of the second level. */
  Page section(String heading) {
    int from = text.indexOf("\n## " + heading + "\n");
    if (from < 0) {
      throw new IllegalStateException("there is no section " + heading);
    }
    int to = text.indexOf("\n## ", from + 1);
    return new Page(to < 0 ? text.substring(from) : text.substring(from, to));
  }

  List<MatchResult> find(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().toList();
  }
}
