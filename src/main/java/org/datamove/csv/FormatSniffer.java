package org.datamove.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/**
 * Tells a file that is no CSV by its first bytes and by the shape of its text. A shape counts only
 * where nobody writes a header or a row of a table so, and not against names or numbers of fields
 * that caller and table have: see {@link #isTable}.
 */
final class FormatSniffer {
  private static final int MAGIC_BYTES = 512;
  private static final int EXCERPT_CHARS = 80;

  private final byte[] sample;
  private final boolean whole;
  private String text;
  private final CsvOptions options;

  /**
   * A look at a file.
   *
   * @param sample its first bytes, decompressed
   * @param whole whether that is all of it
   */
  FormatSniffer(byte[] sample, boolean whole, CsvOptions options) {
    this.sample = sample;
    this.whole = whole;
    this.options = options;
  }

  /** The sample as text, without a mark; bytes that are none are replaced. */
  String text() {
    if (text == null) {
      text = decode();
    }
    return text;
  }

  /** What the file is; null where it is CSV, or nothing that is known. */
  NotCsv sniff() {
    if (mayHaveMagic()) {
      FileFormat magic = FileFormat.ofMagic(new String(sample, StandardCharsets.ISO_8859_1));
      if (magic != null) {
        return new NotCsv(magic, null);
      }
    }
    FileFormat shape = MarkupShape.of(text(), whole);
    shape = shape == null && JsonShape.isJson(text(), whole) ? FileFormat.JSON : shape;
    String rest = afterLines(text(), options.skipLines());
    if (shape == null) {
      shape = TextShape.of(rest, whole, options);
    }
    return shape == null ? null : new NotCsv(shape, excerpt(text()));
  }

  /** Only then are patterns compiled and compared: CSV has neither such a byte nor a beginning. */
  private boolean mayHaveMagic() {
    for (int i = 0; i < Math.min(sample.length, MAGIC_BYTES); i++) {
      byte b = sample[i];
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return true;
      }
    }
    String begin = new String(sample, 0, Math.min(sample.length, 24), StandardCharsets.ISO_8859_1);
    return begin.startsWith("{\\rtf")
        || begin.startsWith("%!PS")
        || begin.startsWith("PAR1")
        || begin.contains("%PDF-");
  }

  private String decode() {
    Charset charset = options.encoding();
    boolean wide = sample.length > 3;
    if (wide && (has(0xFF, 0xFE) || (charset == null && sample[1] == 0 && sample[3] == 0))) {
      charset = StandardCharsets.UTF_16LE;
    } else if (wide && (has(0xFE, 0xFF) || (charset == null && sample[0] == 0 && sample[2] == 0))) {
      charset = StandardCharsets.UTF_16BE;
    }
    String all = new String(sample, charset == null ? StandardCharsets.UTF_8 : charset);
    return all.startsWith("\uFEFF") ? all.substring(1) : all;
  }

  private boolean has(int first, int second) {
    return (sample[0] & 0xFF) == first && (sample[1] & 0xFF) == second;
  }

  private static String afterLines(String text, int lines) {
    int at = 0;
    for (int i = 0; i < lines && at < text.length(); i++) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      at = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
    }
    return text.substring(at);
  }

  private static String excerpt(String text) {
    String begin = text.strip();
    String line = begin.substring(0, Math.min(begin.length(), 4 * EXCERPT_CHARS));
    return Excerpt.orWhole(line.replaceAll("\\s+", " "), EXCERPT_CHARS);
  }

  /**
   * Whether a file with the shape of something else is a table all the same: its first record has
   * names that are looked for; or there are two records at least, and each has as many fields as
   * the caller or the table says. A single column, for JSON with a line for each value, is believed
   * only of a caller who names the delimiter too.
   *
   * @param known the names of the columns that the file may have
   */
  boolean isTable(NotCsv shape, Dialect dialect, List<String> known) throws IOException {
    if (shape.excerpt() == null) {
      return false;
    }
    List<Integer> fields = new ArrayList<>();
    RecordReader reader = new RecordReader(DecodedText.of(sample, options.encoding()), dialect);
    Row row = new Row();
    while (reader.next(row, 1)) {
      if (fields.isEmpty() && options.header() instanceof HeaderOption.Present) {
        return hasName(row, known);
      }
      fields.add(row.problem() == null ? row.fields() : 0);
    }
    if (!whole && !fields.isEmpty()) {
      fields.remove(fields.size() - 1); // the sample cuts it
    }
    int expected =
        options.header() instanceof HeaderOption.Names given ? given.names().size() : known.size();
    boolean single = shape.format() == FileFormat.JSON && options.delimiter() != null;
    return (expected > 1 ? fields.size() > 1 : expected == 1 && single)
        && fields.stream().allMatch(count -> count == expected);
  }

  private static boolean hasName(Row row, List<String> known) {
    for (int i = 0; i < row.fields() && row.problem() == null; i++) {
      if (!row.isNull(i) && known.contains(row.text(i))) {
        return true;
      }
    }
    return false;
  }
}
