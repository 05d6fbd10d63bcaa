package org.datamove.validate.row;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.datamove.error.ErrorFields;
import org.datamove.key.Scratch;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/**
 * Findings about rows in the file's order, written once and then read as often as need be; what
 * does not fit in memory is in a file. Of a finding options and remedy are not kept.
 */
public final class FindingLog implements AutoCloseable {
  private static final int MEMORY_BYTES = 1024 * 1024;

  private final Scratch scratch;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Path file;
  private OutputStream out;

  /** An empty log; {@code scratch} has room for what is much. */
  public FindingLog(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Adds a finding about a row; the rows' numbers never fall. */
  public void add(Finding finding) {
    try {
      DataOutputStream data = new DataOutputStream(bytes);
      data.writeLong(finding.row());
      data.writeLong(finding.place());
      data.writeUTF(finding.code().name());
      write(data, finding.column(), finding.value(), finding.message(), finding.hint());
      write(data, finding.sqlState(), finding.constraint());
      ErrorFields about = finding.about();
      write(data, about.schema(), about.table(), about.column(), about.constraint());
      write(data, about.dataType());
      if (bytes.size() >= MEMORY_BYTES) {
        spill();
      }
    } catch (IOException e) {
      throw scratch.failed(e);
    }
  }

  private void spill() throws IOException {
    if (out == null) {
      file = scratch.newFile();
      out = Files.newOutputStream(file);
    }
    bytes.writeTo(out);
    bytes.reset();
  }

  private static void write(DataOutputStream data, String... texts) throws IOException {
    for (String text : texts) {
      if (text == null) {
        data.writeInt(-1);
      } else {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(utf8.length);
        data.write(utf8);
      }
    }
  }

  /** Those that have been written, from the first on. */
  ForeseenRows read() {
    try {
      InputStream rest = new ByteArrayInputStream(bytes.toByteArray());
      return new ForeseenRows(
          new DataInputStream(
              file == null
                  ? rest
                  : new BufferedInputStream(
                      new SequenceInputStream(Files.newInputStream(file), rest))),
          scratch);
    } catch (IOException e) {
      throw scratch.failed(e);
    }
  }

  /** The next one of a log, or null at its end. */
  static Finding next(DataInputStream data) throws IOException {
    long row;
    try {
      row = data.readLong();
    } catch (EOFException e) {
      return null;
    }
    long place = data.readLong();
    FindingCode code = FindingCode.valueOf(data.readUTF());
    String column = text(data);
    String value = text(data);
    String message = text(data);
    String hint = text(data);
    String sqlState = text(data);
    String constraint = text(data);
    return new Finding(
        code,
        column,
        row,
        place,
        value,
        message,
        hint,
        sqlState,
        constraint,
        null,
        null,
        new ErrorFields(text(data), text(data), text(data), text(data), text(data)));
  }

  private static String text(DataInputStream data) throws IOException {
    int length = data.readInt();
    return length < 0 ? null : new String(data.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
