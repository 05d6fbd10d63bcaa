package org.datamove.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;

/**
 * The files of the database server that a pattern stands for. Patterns may be in any part of the
 * path. As in a shell, a name that begins with a dot matches only where the pattern has it, and a
 * directory is not a match; symbolic links are followed.
 *
 * <p>For a caller who may not read every file only directories are listed that he may read. A
 * symbolic link is then a match wherever it leads: it is judged when it is opened.
 */
final class FileListing implements SourceListing {
  private final String pattern;
  private final SourceAccess access;

  /** The files for an absolute path with a pattern in it. */
  FileListing(String pattern, SourceAccess access) {
    this.pattern = pattern;
    this.access = access;
  }

  @Override
  public List<Source> list() {
    List<String> found = new ArrayList<>(List.of(""));
    boolean fixed = true; // so far there was no pattern in the path
    String[] parts = pattern.split("/+", 0);
    for (int i = 1; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      List<String> next = new ArrayList<>();
      for (String directory : found) {
        if (Glob.isPattern(parts[i])) {
          addMatches(directory, parts[i], last, fixed, next);
        } else if (!last || isFile(directory + "/" + parts[i])) {
          next.add(directory + "/" + parts[i]);
        }
      }
      fixed &= !Glob.isPattern(parts[i]);
      found = next;
    }
    return found.stream()
        .distinct()
        .sorted(BY_BYTES)
        .limit(MOST_SOURCES + 1L)
        .map(path -> (Source) new FileSource(path, access))
        .toList();
  }

  private void addMatches(
      String directory, String part, boolean last, boolean fixed, List<String> matches) {
    Glob glob = Glob.of(part);
    Path path = Path.of(directory.isEmpty() ? "/" : directory);
    GuardedPath.Entries add =
        (name, isDirectory, isLink) -> {
          boolean hidden = name.startsWith(".") && !part.startsWith(".");
          boolean wanted = isLink || isDirectory != last;
          if (!hidden && wanted && glob.matches(name)) {
            matches.add(directory + "/" + name);
          }
        };
    if (access.allFiles()) {
      entries(path, add);
      return;
    }
    try (GuardedPath found = new GuardedPath(pattern, path, access)) {
      found.list(add);
    } catch (SourceException e) {
      // Below a pattern, what may not be listed is no match, like what is not there.
      if (fixed && !e.failure().sqlState().equals(ErrorCode.SOURCE_NOT_FOUND.sqlState())) {
        throw e;
      }
    }
  }

  private static void entries(Path directory, GuardedPath.Entries add) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (Files.exists(entry)) {
          add.entry(entry.getFileName().toString(), Files.isDirectory(entry), false);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // nothing matches
    } catch (DirectoryIteratorException e) {
      throw unreadable(directory, e.getCause());
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  private boolean isFile(String path) {
    if (access.allFiles()) {
      return Files.exists(Path.of(path)) && !Files.isDirectory(Path.of(path));
    }
    try (GuardedPath found = new GuardedPath(pattern, Path.of(path), access)) {
      return !found.attributes().isDirectory();
    } catch (SourceException e) {
      return false;
    }
  }

  private static SourceException unreadable(Path directory, IOException e) {
    boolean denied = e instanceof AccessDeniedException;
    return new SourceException(
        denied ? ErrorCode.NOT_PERMITTED : ErrorCode.SOURCE_UNREADABLE,
        "could not open directory \"" + directory + "\"" + (denied ? ": Permission denied" : ""),
        null,
        "The operating system user that runs the database server must be able to list it.",
        e);
  }
}
