package org.datamove.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/** An open CSV file: its dialect, its header and, one after the other, its records. */
public final class CsvFile implements AutoCloseable {
  private final CountingStream counter;
  private final InputStream bytes;
  private final Charset charset;
  private final Records reader;
  private final Dialect dialect;
  private final Row header = new Row();
  private boolean headerRead;
  private boolean pushedBack;
  private final AtomicLong rows = new AtomicLong();

  /**
   * Opens a file and reads its header.
   *
   * @param in the bytes; closed with this file
   * @param options how the file is written
   * @param delimiter the delimiter decided by an earlier pass, or null
   */
  public CsvFile(InputStream in, CsvOptions options, String delimiter) throws IOException {
    counter = new CountingStream(in);
    BufferedInputStream buffered =
        new BufferedInputStream(counter, DelimiterSniffer.SAMPLE_BYTES + 1);
    String decided = delimiter != null ? delimiter : options.delimiter();
    if (decided == null) {
      buffered.mark(DelimiterSniffer.SAMPLE_BYTES + 1);
      byte[] sample = buffered.readNBytes(DelimiterSniffer.SAMPLE_BYTES);
      boolean whole = sample.length < DelimiterSniffer.SAMPLE_BYTES;
      buffered.reset();
      decided = DelimiterSniffer.sniff(sample, whole, options);
    }
    dialect = new Dialect(decided, options.delimiter() == null, options);
    bytes = buffered;
    if (PlainReader.reads(dialect) && isUtf8(buffered, options.encoding())) {
      charset = StandardCharsets.UTF_8;
      reader = new PlainReader(buffered, dialect);
    } else {
      DecodedText text = new DecodedText(buffered, options.encoding());
      charset = text.charset();
      reader = new RecordReader(text, dialect);
    }
    headerRead = reader.next(header, 0);
    pushedBack = headerRead && !(options.header() instanceof HeaderOption.Present);
  }

  /** Whether the bytes are UTF-8: because they are said to be, or for want of another mark. */
  private static boolean isUtf8(BufferedInputStream in, Charset wanted) throws IOException {
    if (wanted != null) {
      return wanted.equals(StandardCharsets.UTF_8);
    }
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return !(first == 0xFE && second == 0xFF) && !(first == 0xFF && second == 0xFE);
  }

  /** How the file is written. */
  public Dialect dialect() {
    return dialect;
  }

  /** The encoding the file is read in. */
  public Charset charset() {
    return charset;
  }

  /** Whether the first record holds the column names. */
  public boolean hasHeader() {
    return dialect.options().header() instanceof HeaderOption.Present;
  }

  /** Whether the file holds no record at all, not even a header. */
  public boolean isEmpty() {
    return !headerRead;
  }

  /** The first record: its line and, where it is malformed, its problem. */
  public Row firstRecord() {
    return header;
  }

  /**
   * The column names: of the file's header, or those given by the caller.
   *
   * @return one name for each field, empty where the name is; an empty list where fields go by
   *     position
   */
  public List<String> names() {
    if (dialect.options().header() instanceof HeaderOption.Names given) {
      return given.names();
    }
    List<String> names = new ArrayList<>();
    if (hasHeader()) {
      for (int i = 0; i < header.fields(); i++) {
        String name = header.text(i);
        names.add(name == null ? "" : name);
      }
    }
    return names;
  }

  /**
   * Reads the next record.
   *
   * @return false at the end of the file
   */
  public boolean next(Row row) throws IOException {
    if (pushedBack) {
      pushedBack = false;
      rows.setOpaque(1);
      row.copy(header, 1);
      return true;
    }
    long number = rows.getPlain() + 1;
    if (!headerRead || !reader.next(row, number)) {
      return false;
    }
    rows.setOpaque(number);
    return true;
  }

  /** The text of the record that was read last, without its line end. */
  public String record() {
    try {
      return reader.record();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many records have been read so far, the header apart; any thread may ask. */
  public long rowsRead() {
    return rows.getOpaque();
  }

  /** How many bytes of the source have been taken so far; any thread may ask. */
  public long bytesRead() {
    return counter.count();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
