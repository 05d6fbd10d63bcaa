package org.datamove.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.List;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/**
 * What the first bytes of a file say of it.
 *
 * @param dialect how it is written
 * @param notCsv what it is where it is no CSV; else null
 * @param other another delimiter that splits every record alike as well, or null
 * @param headerIsData whether the first record holds data although it should hold names
 * @param goesByPosition whether its fields can go into the columns of the table by their position
 */
public record FileStart(
    Dialect dialect,
    NotCsv notCsv,
    OtherDelimiter other,
    boolean headerIsData,
    boolean goesByPosition) {
  /** How many bytes are looked at. */
  static final int SAMPLE_BYTES = 64 * 1024;

  /**
   * Looks at the first bytes.
   *
   * @param in can go back by one byte more than the sample has; is left where it is
   * @param options how the file is written
   * @param delimiter the delimiter where it is decided already, or null
   * @param known the names of the columns that the file may have
   * @param judge knows data from names
   */
  static FileStart of(
      BufferedInputStream in,
      CsvOptions options,
      String delimiter,
      List<String> known,
      HeaderJudge judge)
      throws IOException {
    in.mark(SAMPLE_BYTES + 1);
    byte[] sample = in.readNBytes(SAMPLE_BYTES);
    boolean whole = sample.length < SAMPLE_BYTES;
    in.reset();
    FormatSniffer format = new FormatSniffer(sample, whole, options);
    NotCsv shape = format.sniff();
    OtherDelimiter other = null;
    String decided = delimiter != null ? delimiter : options.delimiter();
    if (decided == null) {
      boolean binary = shape != null && shape.excerpt() == null;
      String text = binary ? "" : format.text();
      DelimiterSniffer.Decision decision = DelimiterSniffer.decide(text, whole, options, known);
      decided = decision.delimiter();
      other = decision.other();
    }
    Dialect dialect = new Dialect(decided, options.delimiter() == null, options);
    boolean table = shape == null || format.isTable(shape, dialect, known);
    if (!table) {
      return new FileStart(dialect, shape, null, false, false);
    }
    if (!mayBeData(format.text(), options)) {
      return new FileStart(dialect, null, other, false, false);
    }
    List<List<String>> records = new SampleSplit(format.text(), whole, decided, options).values();
    List<String> first = records.remove(0);
    records.removeIf(record -> record.size() != first.size());
    boolean data = judge.isData(first, records);
    boolean byPosition = known.isEmpty() || known.size() == first.size();
    if (data && byPosition && options.lenient()) {
      dialect = new Dialect(decided, dialect.delimiterDetected(), options.withoutHeader());
    }
    return new FileStart(dialect, null, other, data, byPosition);
  }

  /** Only a line with digits is worth a closer look. */
  private static boolean mayBeData(String text, CsvOptions options) {
    return options.header() instanceof HeaderOption.Present
        && !options.selectsColumns()
        && SampleSplit.firstLine(text, options).chars().anyMatch(Character::isDigit);
  }
}
