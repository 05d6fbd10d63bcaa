package org.datamove.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
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
import java.util.List;
import java.util.Set;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;

/**
 * A path of a caller who may not read every file, resolved one name after the other from the root,
 * each in the directory that is held open, and no symbolic link followed by the system itself. So
 * the real path that is judged is the one of what is opened, whatever others rename meanwhile.
 *
 * <p>Outside what the caller may read nothing is looked at, and so nothing told, not even by the
 * time that it takes: the text of the path is judged first, by which {@code ..} is resolved, and
 * each name that a link leads to before it is looked at.
 */
final class GuardedPath implements AutoCloseable {
  /** Linux's own limit (MAXSYMLINKS). */
  private static final int MOST_LINKS = 40;

  /** No path on which more names have to be looked at is meant well. */
  private static final int MOST_NAMES = 10_000;

  private final String given;
  private final SourceAccess access;
  private final FileRoot root;
  private final Deque<String> names = new ArrayDeque<>();
  private int links;
  private int looked;

  private SecureDirectoryStream<Path> directory;
  private String real;
  private String name;
  private BasicFileAttributes attributes;

  /**
   * Resolves a path.
   *
   * @param given as the caller wrote it
   * @param path the same, or a directory that goes with it; absolute
   * @throws SourceException if it may not be read (42501) or, where it might be, is not there
   *     (58P01)
   */
  GuardedPath(String given, String path, SourceAccess access) {
    this(given, path, access, FileRoot::openSystem);
  }

  GuardedPath(String given, String path, SourceAccess access, FileRoot root) {
    this.given = given;
    this.access = access;
    this.root = root;
    String judged = access.judged(path);
    if (judged == null) {
      throw access.refusal(given);
    }
    PathText.checkLength(path);
    try {
      resolve(judged);
    } catch (SourceException | SecurityException e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      throw refusal(e);
    }
    if (name == null || !access.allowsFile(reached())) {
      close();
      throw access.refusal(given);
    }
  }

  private void resolve(String path) throws IOException {
    restart(path);
    while (!names.isEmpty()) {
      name = names.removeFirst();
      if (name.equals("..")) { // in a link
        restart(PathText.parent(real));
      } else {
        look();
        if (attributes.isSymbolicLink()) {
          follow();
        } else if (!names.isEmpty()) {
          descend();
        }
      }
    }
  }

  private String reached() {
    return PathText.child(real, name);
  }

  /** Looks at the next name, unless it lies outside. */
  private void look() throws IOException {
    boolean inside = access.covers(reached()) || access.leadsSomewhere(reached());
    if (!inside || ++looked > MOST_NAMES) {
      throw access.refusal(given);
    }
    attributes =
        directory
            .getFileAttributeView(
                path(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
  }

  private Path path(String text) {
    return access.names().path(text);
  }

  private void follow() throws IOException {
    if (++links > MOST_LINKS) {
      throw access.refusal(given);
    }
    String target = access.names().text(Files.readSymbolicLink(path(reached())));
    if (target.startsWith("/")) {
      restart(target);
    } else {
      next(target);
    }
  }

  /** Goes on with the names of a path, and then with what is left of them. */
  private void next(String path) {
    List<String> first = PathText.names(path);
    for (int i = first.size() - 1; i >= 0; i--) {
      if (!first.get(i).equals(".")) {
        names.addFirst(first.get(i));
      }
    }
    name = null;
  }

  /** The same, from the root on. */
  private void restart(String path) throws IOException {
    next(path);
    close();
    directory = root.open(Path.of("/"));
    real = "/";
  }

  private void descend() throws IOException {
    if (!attributes.isDirectory()) {
      throw new NotDirectoryException(name); // to open a FIFO would be to wait
    }
    SecureDirectoryStream<Path> next = openDirectory();
    close();
    directory = next;
    real = reached();
    name = null;
  }

  private SecureDirectoryStream<Path> openDirectory() throws IOException {
    SecureDirectoryStream<Path> within = directory;
    return open(() -> within.newDirectoryStream(path(name), LinkOption.NOFOLLOW_LINKS));
  }

  /** Opens something in the directory, which goes with the wait for it where that is ended. */
  private <T extends Closeable> T open(Opening.Opener<T> opener) throws IOException {
    SecureDirectoryStream<Path> within = directory;
    try {
      return Opening.of(opener, within);
    } catch (SourceException e) {
      directory = null;
      throw e;
    }
  }

  private SourceException refusal(IOException e) {
    String reached = real == null || name == null ? "/" : reached();
    if (e instanceof AccessDeniedException
        && (access.allowsFile(reached) || access.leadsSomewhere(reached))) {
      return new SourceException(
          ErrorCode.NOT_PERMITTED,
          "could not open directory \"" + FileNames.shown(reached) + "\": Permission denied",
          null,
          access.machine().user() + " must be able to list every directory on the way to the file.",
          e);
    }
    if (!access.allowsFile(reached) || names.contains("..")) { // which could lead anywhere else
      return access.refusal(given);
    }
    boolean missing = e instanceof NotDirectoryException;
    return FileSource.unreadable(given, access, missing ? new NoSuchFileException(given) : e);
  }

  /** The file's attributes when it was found; not those of a symbolic link. */
  BasicFileAttributes attributes() {
    return attributes;
  }

  /** Where it was found: a path without symbolic links. */
  Path real() {
    return path(reached());
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
    try (SecureDirectoryStream<Path> stream = openDirectory()) {
      for (Path entry : stream) {
        Interruption.check();
        tell(stream, entry.getFileName(), entries);
      }
    } catch (DirectoryIteratorException e) {
      throw refusal(e.getCause());
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private void tell(SecureDirectoryStream<Path> stream, Path entry, Entries entries)
      throws IOException {
    BasicFileAttributes found;
    try {
      found =
          stream
              .getFileAttributeView(entry, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
    } catch (NoSuchFileException e) {
      return; // removed meanwhile
    }
    entries.entry(access.names().text(entry), found.isDirectory(), found.isSymbolicLink());
  }

  /** Opens the file, for reading only. */
  InputStream open() {
    FileSource.requireRegular(given, attributes); // to open a FIFO would be to wait
    SecureDirectoryStream<Path> within = directory;
    try {
      return Channels.newInputStream(
          open(
              () ->
                  within.newByteChannel(
                      path(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))));
    } catch (IOException e) {
      throw FileSource.unreadable(given, access, e);
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
