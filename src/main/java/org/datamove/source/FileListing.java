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
    if (!access.allFiles() && access.judged(PathText.parent(Glob.prefix(pattern))) == null) {
      throw access.refusal(pattern);
    }
    PathText.checkLength(pattern);
    List<String> found = new ArrayList<>(List.of(""));
    boolean fixed = true; // so far there was no pattern in the path
    List<String> parts = PathText.names(pattern);
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      found =
          Glob.isPattern(parts.get(i))
              ? matches(found, parts.get(i), last, fixed)
              : children(found, parts.get(i), last);
      fixed &= !Glob.isPattern(parts.get(i));
    }
    return found.stream()
        .distinct()
        .sorted(BY_BYTES)
        .map(path -> (Source) new FileSource(path, access))
        .toList();
  }

  private List<String> children(List<String> directories, String name, boolean last) {
    List<String> children = new ArrayList<>();
    for (String directory : directories) {
      Interruption.check();
      String path = directory + "/" + name;
      if (!last || isFile(path)) {
        children.add(path);
      }
    }
    return children;
  }

  private List<String> matches(List<String> directories, String part, boolean last, boolean fixed) {
    Glob glob = Glob.of(part);
    List<String> matches = new ArrayList<>();
    for (String directory : directories) {
      Interruption.check();
      addMatches(
          directory.isEmpty() ? "/" : directory,
          fixed,
          (name, isDirectory, isLink) -> {
            boolean hidden = name.startsWith(".") && !part.startsWith(".");
            boolean wanted = isLink || isDirectory != last;
            if (!hidden && wanted && glob.matches(name)) {
              add(directory + "/" + name, last, matches);
            }
          });
    }
    return matches;
  }

  private void addMatches(String path, boolean fixed, GuardedPath.Entries add) {
    if (access.allFiles()) {
      entries(path, add);
      return;
    }
    try (GuardedPath found = new GuardedPath(pattern, path, access)) {
      found.list(add);
    } catch (SourceException e) {
      // Below a pattern, what may not be listed is no match, like what is not there.
      String state = e.failure().sqlState();
      boolean told = fixed || !state.equals(ErrorCode.NOT_PERMITTED.sqlState());
      if (told && !state.equals(ErrorCode.SOURCE_NOT_FOUND.sqlState())) {
        throw e;
      }
    }
  }

  /** No more than may be listed are kept, whatever links to directories there are. */
  private void add(String path, boolean last, List<String> matches) {
    if (matches.size() == MOST_SOURCES) {
      throw Sources.tooMany(pattern, last ? "files" : "directories");
    }
    matches.add(path);
  }

  private void entries(String directory, GuardedPath.Entries add) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(access.names().path(directory))) {
      for (Path entry : entries) {
        Interruption.check();
        if (Files.exists(entry)) {
          add.entry(access.names().text(entry.getFileName()), Files.isDirectory(entry), false);
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
      Path found = access.names().path(path);
      return Files.exists(found) && !Files.isDirectory(found);
    }
    try (GuardedPath found = new GuardedPath(pattern, path, access)) {
      return !found.attributes().isDirectory();
    } catch (SourceException e) {
      return false;
    }
  }

  private SourceException unreadable(String directory, IOException e) {
    boolean denied = e instanceof AccessDeniedException;
    return new SourceException(
        denied ? ErrorCode.NOT_PERMITTED : ErrorCode.SOURCE_UNREADABLE,
        "could not open directory \""
            + FileNames.shown(directory)
            + "\""
            + (denied ? ": Permission denied" : ""),
        null,
        access.machine().user() + " must be able to list it.",
        e);
  }
}
