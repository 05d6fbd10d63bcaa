package org.datamove.validate.file;

import java.util.Map;
import org.datamove.csv.CsvProblem;
import org.datamove.csv.Excerpt;
import org.datamove.csv.Row;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;

/** Findings for records that are malformed as CSV. */
public final class Malformed {
  private static final int RECORD_CHARS = 200;
  private static final Map<String, Object> LENIENT = Map.of("lenient", true);

  private Malformed() {}

  /** Whether a finding is about a record that the option {@code lenient} repairs. */
  public static boolean isRepairable(Finding finding) {
    return LENIENT.equals(finding.options());
  }

  /** A finding about a record, or about a header, which has no row number. */
  public static Finding finding(Row record, boolean isRow) {
    CsvProblem problem = record.problem();
    boolean bytes = problem.kind() == CsvProblem.Kind.UNSTORABLE_CHARACTER;
    String excerpt = bytes || problem.excerpt().isEmpty() ? null : problem.excerpt();
    FindingCode code = code(problem.kind());
    Finding finding =
        new Finding(
            code,
            null,
            isRow ? record.number() : null,
            record.placeOf(problem.line()),
            excerpt,
            message(problem),
            hint(problem.kind()),
            code.sqlState());
    return code == FindingCode.REPEATED_HEADER
        ? finding.advise("To leave it out, set", LENIENT)
        : repaired(finding, record);
  }

  /** A record that has another number of fields than it should. */
  public static Finding ragged(Row row, int expected) {
    boolean missing = row.fields() < expected;
    FindingCode code = missing ? FindingCode.MISSING_FIELDS : FindingCode.EXTRA_FIELDS;
    Finding finding =
        new Finding(
            code,
            null,
            row.number(),
            row.place(),
            null,
            raggedMessage(row.fields(), expected),
            null,
            code.sqlState());
    return repaired(finding, row);
  }

  private static FindingCode code(CsvProblem.Kind kind) {
    return kind == CsvProblem.Kind.UNCLOSED_ON_LINE
        ? FindingCode.UNCLOSED_QUOTE
        : FindingCode.valueOf(kind.name());
  }

  /** The same, with how the option {@code lenient} reads the record where it does. */
  private static Finding repaired(Finding finding, Row record) {
    if (record.repair() == null) {
      return finding;
    }
    return finding.advise(
        "There is one way only to read the record: "
            + Excerpt.orWhole(record.repair(), RECORD_CHARS)
            + ". To have it read so, set",
        LENIENT);
  }

  static String raggedMessage(int fields, int expected) {
    return fields
        + (fields == 1 ? " field" : " fields")
        + " where "
        + expected
        + (expected == 1 ? " was expected" : " were expected");
  }

  static String message(CsvProblem problem) {
    return switch (problem.kind()) {
      case UNCLOSED_QUOTE -> "quoted field is not closed before the end of the file";
      case UNCLOSED_ON_LINE -> "quoted field is not closed on its line";
      case TEXT_AFTER_QUOTE -> "text after a closing quote";
      case STRAY_QUOTE -> "quote inside a field that does not start with one";
      case INVALID_ENCODING -> "invalid byte sequence for the file's encoding";
      case NUL_CHARACTER -> "NUL character";
      case UNSTORABLE_CHARACTER ->
          "character with byte sequence "
              + problem.excerpt()
              + " in encoding \"UTF8\" has no equivalent in the database's encoding";
      case REPEATED_HEADER -> "the header comes once more";
      case SEVERAL_RECORDS -> "what was rejected as one record holds several";
      case UNMENDED_RECORD -> "the record in column \"datamove_record\" has not been mended";
      case RECORD_TOO_LONG -> "record is longer than 16777216 bytes";
    };
  }

  private static String hint(CsvProblem.Kind kind) {
    return switch (kind) {
      case UNCLOSED_QUOTE, UNCLOSED_ON_LINE, RECORD_TOO_LONG ->
          "Look for a quote that was opened on this line and never closed.";
      case TEXT_AFTER_QUOTE, STRAY_QUOTE ->
          "Quote the whole field, and write a quote inside it twice.";
      case INVALID_ENCODING -> "Name the file's encoding in the option \"encoding\".";
      case UNSTORABLE_CHARACTER -> "A database with encoding UTF8 holds every character.";
      case REPEATED_HEADER -> null;
      case UNMENDED_RECORD ->
          "Write its values into their columns, and leave \"datamove_record\" empty.";
      case SEVERAL_RECORDS -> "Move the others from a file of their own.";
      case NUL_CHARACTER -> "Remove the character: PostgreSQL cannot store it.";
    };
  }
}
