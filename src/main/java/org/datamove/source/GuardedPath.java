package org.datamove.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;

/**
 * A path of a caller who may not read every file, resolved one name after the other from the root,
 * each in the directory that is held open, and no symbolic link followed by the system itself. So
 * the real path that is judged is the one of what is opened, whatever others rename meanwhile.
 *
 * <p>Outside what the caller may read, nothing is told: a file that is there and one that is not
 * are refused with the same words.
 */
final class GuardedPath implements AutoCloseable {
  /** Linux's own limit (MAXSYMLINKS). */
  private static final int MOST_LINKS = 40;

  private final String given;
  private final SourceAccess access;
  private final Deque<Path> names = new ArrayDeque<>();
  private int links;

  private Path root;
  private SecureDirectoryStream<Path> directory;
  private Path real;
  private Path name;
  private BasicFileAttributes attributes;

  /**
   * Resolves a path.
   *
   * @param given as the caller wrote it
   * @param path the same, absolute
   * @throws SourceException if it may not be read (42501) or, where it might be, is not there
   *     (58P01)
   */
  GuardedPath(String given, Path path, SourceAccess access) {
    this.given = given;
    this.access = access;
    try {
      resolve(path);
    } catch (SourceException | SecurityException e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      throw refusal(e);
    }
    if (name == null || !access.allowsFile(real.resolve(name))) {
      close();
      throw access.refusal(given);
    }
  }

  private void resolve(Path path) throws IOException {
    root = path.getRoot();
    restart(path);
    while (!names.isEmpty()) {
      name = names.removeFirst();
      if (name.toString().equals("..")) {
        restart(real.getParent() == null ? real : real.getParent());
      } else {
        attributes =
            directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (attributes.isSymbolicLink()) {
          follow();
        } else if (!names.isEmpty()) {
          descend();
        }
      }
    }
  }

  private void follow() throws IOException {
    if (++links > MOST_LINKS) {
      throw access.refusal(given);
    }
    restart(real.resolve(Files.readSymbolicLink(real.resolve(name))));
  }

  /** Goes on with what is left of the names below another path. */
  private void restart(Path path) throws IOException {
    for (int i = path.getNameCount() - 1; i >= 0; i--) {
      if (!path.getName(i).toString().equals(".")) {
        names.addFirst(path.getName(i));
      }
    }
    name = null;
    close();
    directory = openRoot(root);
    real = root;
  }

  @SuppressWarnings("StreamResourceLeak") // the caller's to close
  private static SecureDirectoryStream<Path> openRoot(Path root) throws IOException {
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

  private void descend() throws IOException {
    if (!attributes.isDirectory()) {
      throw new NotDirectoryException(name.toString()); // to open a FIFO would be to wait
    }
    SecureDirectoryStream<Path> next =
        directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    close();
    directory = next;
    real = real.resolve(name);
    name = null;
  }

  private SourceException refusal(IOException e) {
    Path reached = real == null || name == null ? root : real.resolve(name);
    boolean missing = e instanceof NoSuchFileException || e instanceof NotDirectoryException;
    if (missing && access.allowsFile(reached) && !leadsOut()) {
      return FileSource.unreadable(given, new NoSuchFileException(given));
    }
    if (e instanceof AccessDeniedException
        && (access.allowsFile(reached) || access.leadsSomewhere(reached))) {
      return new SourceException(
          ErrorCode.NOT_PERMITTED,
          "could not open directory \"" + reached + "\": Permission denied",
          null,
          "The operating system user that runs the database server must be able to list every"
              + " directory on the way to the file.",
          e);
    }
    return access.refusal(given);
  }

  /** Whether what is left of the names could lead anywhere else. */
  private boolean leadsOut() {
    return names.stream().anyMatch(left -> left.toString().equals(".."));
  }

  /** The file's attributes when it was found; not those of a symbolic link. */
  BasicFileAttributes attributes() {
    return attributes;
  }

  /** Where it was found: a path without symbolic links. */
  Path real() {
    return real.resolve(name);
  }

  /** Is told of what is in a directory. */
  interface Entries {
    /**
     * One name; never {@code .} or {@code ..}.
     *
     * @param isLink whether it is a symbolic link, wherever it leads
     */
    void entry(String name, boolean isDirectory, boolean isLink);
  }

  /** Tells the names in the directory that the path leads to; none where it leads to a file. */
  void list(Entries entries) {
    if (!attributes.isDirectory()) {
      return;
    }
    try (SecureDirectoryStream<Path> stream =
        directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : stream) {
        Path own = entry.getFileName();
        BasicFileAttributes found =
            stream
                .getFileAttributeView(own, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        entries.entry(own.toString(), found.isDirectory(), found.isSymbolicLink());
      }
    } catch (DirectoryIteratorException e) {
      throw refusal(e.getCause());
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /** Opens the file, for reading only. */
  InputStream open() {
    try {
      return Channels.newInputStream(
          directory.newByteChannel(
              name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    } catch (IOException e) {
      throw FileSource.unreadable(given, e);
    }
  }

  @Override
  public void close() {
    if (directory != null) {
      try {
        directory.close();
      } catch (IOException e) {
        // it was only read
      }
      directory = null;
    }
  }
}
