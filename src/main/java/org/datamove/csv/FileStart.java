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
 * @param titleLines how many lines stand before the header that should be skipped; else 0
 * @param headerIsData whether the first record holds data although it should hold names
 * @param goesByPosition whether its fields can go into the columns of the table by their position
 */
public record FileStart(
    Dialect dialect,
    NotCsv notCsv,
    OtherDelimiter other,
    int titleLines,
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
      return new FileStart(dialect, shape, null, 0, false, false);
    }
    if (!(options.header() instanceof HeaderOption.Present)) {
      return new FileStart(dialect, null, other, 0, false, false);
    }
    SampleSplit split = new SampleSplit(format.text(), whole, decided, options);
    TitleLines.Found titles = TitleLines.before(format.text(), split, known);
    if (titles.titles() == 1 && options.lenient()) {
      dialect = with(dialect, options.withSkipLines(titles.lines()));
    }
    if (titles.lines() > 0 || !mayBeData(format.text(), options)) {
      return new FileStart(dialect, null, other, titles.lines(), false, false);
    }
    List<List<String>> records = split.values();
    List<String> first = records.remove(0);
    records.removeIf(record -> record.size() != first.size());
    boolean data = judge.isData(first, records);
    boolean byPosition = known.isEmpty() || known.size() == first.size();
    if (data && byPosition && options.lenient()) {
      dialect = with(dialect, options.withoutHeader());
    }
    return new FileStart(dialect, null, other, 0, data, byPosition);
  }

  private static Dialect with(Dialect dialect, CsvOptions options) {
    return new Dialect(dialect.delimiter(), dialect.delimiterDetected(), options);
  }

  /** Only a line with digits is worth a closer look. */
  private static boolean mayBeData(String text, CsvOptions options) {
    return !options.selectsColumns()
        && SampleSplit.firstLine(text, options).chars().anyMatch(Character::isDigit);
  }
}
