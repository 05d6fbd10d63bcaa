package org.datamove.source;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A directory that writes down what is looked at in it, by its real path. */
final class Recording implements SecureDirectoryStream<Path> {
  private final Path real;
  private final SecureDirectoryStream<Path> directory;
  private final List<String> looked;

  @SuppressWarnings("StreamResourceLeak") // it is closed with this one
  Recording(Path root, List<String> looked) throws IOException {
    this(root, (SecureDirectoryStream<Path>) Files.newDirectoryStream(root), looked);
    looked.add(root.toString());
  }

  private Recording(Path real, SecureDirectoryStream<Path> directory, List<String> looked) {
    this.real = real;
    this.directory = directory;
    this.looked = looked;
  }

  private void look(Path name) {
    looked.add(real.resolve(name).toString());
  }

  @Override
  public SecureDirectoryStream<Path> newDirectoryStream(Path name, LinkOption... options)
      throws IOException {
    look(name);
    return new Recording(real.resolve(name), directory.newDirectoryStream(name, options), looked);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path name, Class<V> type, LinkOption... options) {
    look(name);
    return directory.getFileAttributeView(name, type, options);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    look(name);
    return directory.newByteChannel(name, options, attributes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteFile(Path name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteDirectory(Path name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void move(Path name, SecureDirectoryStream<Path> target, Path targetName) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterator<Path> iterator() {
    return directory.iterator();
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
