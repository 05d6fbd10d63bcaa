package org.datamove.validate;

import java.util.Map;
import org.datamove.csv.CsvProblem;
import org.datamove.csv.Row;

/** Findings for records that are malformed as CSV. */
public final class Malformed {
  private static final String LENIENT = "The option \"lenient\" ";

  private Malformed() {}

  /** Whether a finding is about a record that the option {@code lenient} repairs. */
  public static boolean isRepairable(Finding finding) {
    return finding.hint() != null && finding.hint().contains(LENIENT);
  }

  /** A finding about a record, or about a header, which has no row number. */
  static Finding finding(Row record, boolean isRow) {
    CsvProblem problem = record.problem();
    boolean bytes = problem.kind() == CsvProblem.Kind.UNSTORABLE_CHARACTER;
    String excerpt = bytes || problem.excerpt().isEmpty() ? null : problem.excerpt();
    FindingCode code = FindingCode.valueOf(problem.kind().name());
    Finding finding =
        new Finding(
            code,
            null,
            isRow ? record.number() : null,
            record.placeOf(problem.line()),
            excerpt,
            message(problem),
            hint(problem.kind(), problem.line() == record.line()),
            code.sqlState());
    return code == FindingCode.REPEATED_HEADER
        ? finding.advise("To leave it out, set", Map.of("lenient", true))
        : finding;
  }

  static Finding ragged(Row row, int expected) {
    boolean missing = row.fields() < expected;
    FindingCode code = missing ? FindingCode.MISSING_FIELDS : FindingCode.EXTRA_FIELDS;
    return new Finding(
        code,
        null,
        row.number(),
        row.place(),
        null,
        raggedMessage(row.fields(), expected),
        raggedHint(row, expected),
        code.sqlState());
  }

  private static String raggedHint(Row row, int expected) {
    if (!row.isEmptyFrom(expected)) {
      return null;
    }
    return LENIENT
        + (row.fields() < expected
            ? "reads what is missing as NULL."
            : "leaves out empty fields behind the last column.");
  }

  static String raggedMessage(int fields, int expected) {
    return fields
        + (fields == 1 ? " field" : " fields")
        + " where "
        + expected
        + (expected == 1 ? " was expected" : " were expected");
  }

  private static String message(CsvProblem problem) {
    return switch (problem.kind()) {
      case UNCLOSED_QUOTE -> "quoted field is not closed before the end of the file";
      case TEXT_AFTER_QUOTE -> "text after a closing quote";
      case STRAY_QUOTE -> "quote inside a field that does not start with one";
      case INVALID_ENCODING -> "invalid byte sequence for the file's encoding";
      case NUL_CHARACTER -> "NUL character";
      case UNSTORABLE_CHARACTER ->
          "character with byte sequence "
              + problem.excerpt()
              + " in encoding \"UTF8\" has no equivalent in the database's encoding";
      case REPEATED_HEADER -> "the header comes once more";
      case RECORD_TOO_LONG -> "record is longer than 16777216 bytes";
    };
  }

  /** What to do; a quote that may have been opened on an earlier line is not kept. */
  private static String hint(CsvProblem.Kind kind, boolean onFirstLine) {
    return switch (kind) {
      case UNCLOSED_QUOTE, RECORD_TOO_LONG ->
          "Look for a quote that was opened on this line and never closed.";
      case TEXT_AFTER_QUOTE, STRAY_QUOTE ->
          "Quote the whole field, and write a quote inside it twice."
              + (onFirstLine ? " " + LENIENT + "keeps the quotes." : "");
      case INVALID_ENCODING -> "Name the file's encoding in the option \"encoding\".";
      case UNSTORABLE_CHARACTER -> "A database with encoding UTF8 holds every character.";
      case REPEATED_HEADER -> null;
      case NUL_CHARACTER -> "Remove the character: PostgreSQL cannot store it.";
    };
  }
}
