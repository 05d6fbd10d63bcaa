package org.datamove.csv;

import java.util.List;
import java.util.regex.Pattern;

/** How well a delimiter fits a sample. */
final class DelimiterFit {
  /** The delimiters that are tried, in the order in which they win a tie. */
  static final List<String> CANDIDATES = List.of(",", ";", "\t", "|");

  /** How a comma is used within a field: between digits, or with a blank behind it. */
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[\\d.  ']*\\d,\\d+ ?[€%]?");

  private static final double TEXT = 0.8;
  private static final double PADDED = 0.9;
  private static final double BELOW_TITLE = 0.6;
  private static final double LEAST_SHARE_BELOW_TITLE = 0.5;

  private final String delimiter;
  private final SampleSplit split;
  private final int[] counts;
  private final int fields;
  private final int names;

  /** The fit of a delimiter, by the number of fields that most records have. */
  DelimiterFit(String delimiter, SampleSplit split, List<String> known) {
    this.delimiter = delimiter;
    this.split = split;
    this.counts = split.records().stream().mapToInt(List::size).toArray();
    this.fields = mostFrequent();
    this.names = names(known);
  }

  private DelimiterFit(DelimiterFit same, int fields) {
    this.delimiter = same.delimiter;
    this.split = same.split;
    this.counts = same.counts;
    this.names = same.names;
    this.fields = fields;
  }

  /** The same by a number of fields that is given. */
  DelimiterFit of(int expected) {
    return new DelimiterFit(this, expected);
  }

  /** Of two or more fields; the first record's number wins a tie, then the larger one. */
  private int mostFrequent() {
    int best = 1;
    long bestRecords = 0;
    for (int i = 0; i < counts.length; i++) {
      int candidate = counts[i];
      long records = candidate < 2 || candidate == best ? 0 : number(candidate);
      if (records > bestRecords
          || (records == bestRecords && records > 0 && best != counts[0] && candidate > best)) {
        best = candidate;
        bestRecords = records;
      }
    }
    return best;
  }

  private long number(int fieldCount) {
    long records = 0;
    for (int count : counts) {
      records += count == fieldCount ? 1 : 0;
    }
    return records;
  }

  private int names(List<String> known) {
    int found = 0;
    if (counts.length > 0) {
      for (SampleSplit.Field field : split.records().get(0)) {
        String name = split.text(field).strip();
        found += known.stream().anyMatch(name::equalsIgnoreCase) ? 1 : 0;
      }
    }
    return found;
  }

  String delimiter() {
    return delimiter;
  }

  /** How many fields most records have. */
  int fields() {
    return fields;
  }

  int records() {
    return counts.length;
  }

  /** How many fields of the first record have names that are known. */
  int names() {
    return names;
  }

  /** The share of records that have so many fields. */
  double share(int fieldCount) {
    return counts.length == 0 ? 0 : (double) number(fieldCount) / counts.length;
  }

  /** Whether every record has the same number of fields, two at least. */
  boolean fitsAll() {
    return fields > 1 && share(fields) == 1;
  }

  /** Whether the first record has as many fields as most, two at least. */
  boolean fitsFirst() {
    return fields > 1 && counts[0] == fields;
  }

  /** How well it fits, from 0 to 1. */
  double score() {
    double share = share(fields);
    if (fields == 1 || (counts[0] != fields && !isBelowTitle(share))) {
      return 0;
    }
    double clean = cleanness();
    double first = counts[0] == fields ? 1 : BELOW_TITLE;
    return first * share * (fields - 1) / fields * clean * clean;
  }

  /**
   * Whether the first record may be a title: text does not have so many delimiters, each as many.
   */
  private boolean isBelowTitle(double share) {
    return counts.length > 3
        && share >= LEAST_SHARE_BELOW_TITLE
        && (fields > 2 || !delimiter.equals(","));
  }

  /** The share of fields of these records without another candidate in them; some count in part. */
  private double cleanness() {
    double clean = 0;
    int all = 0;
    for (List<SampleSplit.Field> record : split.records()) {
      if (record.size() == fields) {
        for (SampleSplit.Field field : record) {
          clean += field.quoted() ? 1 : cleanness(split.text(field));
          all++;
        }
      }
    }
    return all == 0 ? 0 : clean / all;
  }

  private double cleanness(String field) {
    double clean = field.startsWith(" ") ? PADDED : 1;
    for (String other : CANDIDATES) {
      if (!delimiter.contains(other) && field.contains(other)) {
        clean = Math.min(clean, explained(field, other));
      }
    }
    return clean;
  }

  private static double explained(String field, String other) {
    if (other.equals(",") && DECIMAL.matcher(field).matches()) {
      return 1;
    }
    return !other.equals("\t") && !field.endsWith(other) && hasBlanksBehind(field, other)
        ? TEXT
        : 0;
  }

  private static boolean hasBlanksBehind(String field, String other) {
    return field.replace(other + " ", "").indexOf(other) < 0;
  }

  /** Whether another delimiter stands in numbers and quoted fields only. */
  boolean explains(String other) {
    for (List<SampleSplit.Field> record : split.records()) {
      for (SampleSplit.Field field : record) {
        String value = split.text(field);
        if (!field.quoted() && value.contains(other) && explained(value, other) < 1) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whether a shorter delimiter is only ever a part of this one: the fields that it finds more are
   * empty ones between two of it.
   */
  boolean covers(DelimiterFit shorter) {
    int times = delimiter.length() - delimiter.replace(shorter.delimiter, "").length();
    if (!fitsFirst()) {
      return false;
    }
    for (int i = 0; i < counts.length; i++) {
      if (shorter.counts[i] != 0 && shorter.counts[i] - 1 != times * (counts[i] - 1)) {
        return false;
      }
    }
    return true;
  }
}
