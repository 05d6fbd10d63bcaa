package org.datamove.csv;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/**
 * Decides the delimiter from the beginning of a file.
 *
 * <p>What caller and table know comes first: names that the first record must have, or a number of
 * fields. Else the candidate that splits the most records alike, into the most fields, and leaves
 * the fewest fields with another candidate in them that a decimal comma or a comma in a text does
 * not explain.
 */
final class DelimiterSniffer {
  /**
   * What was decided.
   *
   * @param delimiter one or more characters
   * @param other another one that splits every record alike as well, or null
   */
  record Decision(String delimiter, OtherDelimiter other) {}

  private static final double MOST = 0.8;

  private final String text;
  private final boolean whole;
  private final CsvOptions options;
  private final List<String> known;
  private final int expected;
  private final List<DelimiterFit> fits; // of the usual candidates

  private DelimiterSniffer(String text, boolean whole, CsvOptions options, List<String> known) {
    this.text = text;
    this.whole = whole;
    this.options = options;
    this.known = known;
    this.expected = expected(options, known);
    this.fits =
        DelimiterFit.CANDIDATES.stream()
            .filter(one -> !hasOtherMeaning(one.charAt(0)))
            .map(this::fit)
            .toList();
  }

  /**
   * Decides.
   *
   * @param text the beginning of the file
   * @param whole whether that is all of it; else its last record is not counted
   * @param known the names of the columns that the file may have
   */
  static Decision decide(String text, boolean whole, CsvOptions options, List<String> known) {
    return new DelimiterSniffer(text, whole, options, known).decide();
  }

  private DelimiterFit fit(String delimiter) {
    return new DelimiterFit(delimiter, new SampleSplit(text, whole, delimiter, options), known);
  }

  private Decision decide() {
    List<DelimiterFit> eligible = eligible();
    DelimiterFit best = eligible.stream().reduce(DelimiterSniffer::better).orElse(null);
    if (best == null || best.score() == 0) {
      return new Decision(unused(), null);
    }
    DelimiterFit longer = longer(best);
    if (longer != null) {
      return new Decision(longer.delimiter(), null);
    }
    OtherDelimiter other =
        eligible.stream()
            .filter(fit -> fit != best && fit.fitsAll() && isOpen(fit, best))
            .reduce(DelimiterSniffer::better)
            .map(fit -> new OtherDelimiter(fit.delimiter(), fit.fields()))
            .orElse(null);
    return new Decision(best.delimiter(), other);
  }

  /** The first of two wins a tie. */
  private static DelimiterFit better(DelimiterFit one, DelimiterFit two) {
    return two.score() > one.score() ? two : one;
  }

  /** How many fields a record should have by what caller and table know; 0 where they do not. */
  private static int expected(CsvOptions options, List<String> known) {
    if (options.header() instanceof HeaderOption.Names given) {
      return given.names().size();
    }
    boolean single = known.size() == 1;
    boolean byPosition = options.header() instanceof HeaderOption.Absent;
    return options.selectsColumns() || !(byPosition || single) ? 0 : known.size();
  }

  /** The candidates that fit best to what is known of the columns; all where nothing is. */
  private List<DelimiterFit> eligible() {
    List<DelimiterFit> all = Stream.concat(fits.stream(), others()).toList();
    if (options.header() instanceof HeaderOption.Present) {
      int most = all.stream().mapToInt(DelimiterFit::names).max().orElse(0);
      return all.stream().filter(fit -> fit.names() == most).toList();
    }
    List<DelimiterFit> exact =
        all.stream()
            .filter(fit -> expected > 0 && fit.share(expected) > 0.5)
            .map(fit -> fit.of(expected))
            .toList();
    return exact.isEmpty() ? all : exact;
  }

  /**
   * Whether a second candidate is as good an answer: not where names decide, or numbers explain it.
   */
  private boolean isOpen(DelimiterFit other, DelimiterFit best) {
    boolean named = options.header() instanceof HeaderOption.Present && !known.isEmpty();
    boolean enough = other.records() > 1 || !(options.header() instanceof HeaderOption.Present);
    return !named && enough && !best.explains(other.delimiter());
  }

  /**
   * A longer delimiter made of the one that was found and what stands around it in the first
   * record, where every record has it: {@code ||}, or a comma with a blank.
   */
  private DelimiterFit longer(DelimiterFit best) {
    return separators()
        .filter(one -> one.length() > 1 && one.contains(best.delimiter()))
        .map(this::fit)
        .filter(fit -> fit.covers(best) || (fit.fitsAll() && !best.fitsAll()))
        .findFirst()
        .orElse(null);
  }

  /** Other characters, or several, that stand in the first line and split nearly all alike. */
  private Stream<DelimiterFit> others() {
    return separators()
        .filter(one -> !DelimiterFit.CANDIDATES.contains(one))
        .map(this::fit)
        .filter(fit -> fit.records() > 1 && fit.fitsFirst() && fit.share(fit.fields()) >= MOST)
        .filter(fit -> Separators.mayDelimit(fit.delimiter(), fit.fields()));
  }

  /** For a single column: a candidate that no field holds, where it is known that it is single. */
  private String unused() {
    boolean inFile = options.header() instanceof HeaderOption.Present;
    boolean single = expected == 1 && (!inFile || fits.stream().anyMatch(fit -> fit.names() > 0));
    Stream<DelimiterFit> free = fits.stream().filter(fit -> !single || fit.share(1) == 1);
    return free.findFirst().orElse(fits.get(0)).delimiter();
  }

  private Stream<String> separators() {
    String line = SampleSplit.firstLine(text, options);
    return Separators.of(line, options).stream().filter(this::isPossible);
  }

  private boolean isPossible(String delimiter) {
    return delimiter.chars().noneMatch(c -> hasOtherMeaning((char) c));
  }

  /** At least one of the four has none: only three options take a character. */
  private boolean hasOtherMeaning(char candidate) {
    Character one = candidate;
    return Objects.equals(options.quote(), one)
        || Objects.equals(options.escape(), one)
        || Objects.equals(options.comment(), one);
  }
}
