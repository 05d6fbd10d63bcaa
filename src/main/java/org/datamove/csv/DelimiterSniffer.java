package org.datamove.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.datamove.request.CsvOptions;

/** Decides the delimiter from the first bytes of a file. */
final class DelimiterSniffer {
  /** How many bytes are looked at. */
  static final int SAMPLE_BYTES = 64 * 1024;

  private static final List<String> CANDIDATES = List.of(",", ";", "\t", "|");

  private DelimiterSniffer() {}

  /**
   * The candidate that splits the most records into the same number of fields, two at least; the
   * larger number wins a tie, then the candidates' order. Where none does, the first that has no
   * other meaning.
   *
   * @param sample the first bytes of the file
   * @param whole whether the sample is the whole file; else its last record is not counted
   */
  static String sniff(byte[] sample, boolean whole, CsvOptions options) throws IOException {
    List<String> candidates =
        CANDIDATES.stream().filter(one -> !hasOtherMeaning(one.charAt(0), options)).toList();
    String best = candidates.get(0);
    double bestShare = 0;
    int bestFields = 1;
    for (String candidate : candidates) {
      Dialect dialect = new Dialect(candidate, true, options);
      DecodedText text = new DecodedText(new ByteArrayInputStream(sample), options.encoding());
      RecordReader reader = new RecordReader(text, dialect);
      Row row = new Row();
      int first = 0;
      int records = 0;
      int same = 0;
      int lastFields = 0;
      while (reader.next(row, 1)) {
        lastFields = row.problem() == null ? row.fields() : 0;
        first = records == 0 ? lastFields : first;
        same += lastFields == first ? 1 : 0;
        records++;
      }
      if (!whole && records > 1) {
        records--;
        same -= lastFields == first ? 1 : 0;
      }
      double share = records == 0 ? 0 : (double) same / records;
      if (first > 1 && (share > bestShare || (share == bestShare && first > bestFields))) {
        best = candidate;
        bestShare = share;
        bestFields = first;
      }
    }
    return best;
  }

  /** At least one of the four has none: only three options take a character. */
  private static boolean hasOtherMeaning(char candidate, CsvOptions options) {
    return is(options.quote(), candidate)
        || is(options.escape(), candidate)
        || is(options.comment(), candidate);
  }

  private static boolean is(Character option, char candidate) {
    return option != null && option == candidate;
  }
}
