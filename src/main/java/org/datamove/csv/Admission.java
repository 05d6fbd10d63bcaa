package org.datamove.csv;

import java.util.List;
import java.util.function.Consumer;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/** Decides which of several files are read with the first one, and tells of the others. */
final class Admission {
  private final CsvPart first;
  private final CsvOptions options;
  private Consumer<FileProblem> problems = problem -> {};
  private int[] order;

  /** Measures others by the first file. */
  Admission(CsvPart first, CsvOptions options) {
    this.first = first;
    this.options = options;
  }

  /** Says who is told. */
  void onProblem(Consumer<FileProblem> listener) {
    problems = listener;
  }

  /** Whether the rows of a file, by its number from 1, can be read. */
  boolean admits(CsvPart file, int number) {
    order = null;
    boolean hasHeader = options.header() instanceof HeaderOption.Present;
    if (file.start().notCsv() != null) {
      tell(FileProblem.Kind.NOT_CSV, file, number);
      return false;
    }
    if (file.isEmpty()) {
      if (hasHeader) {
        tell(FileProblem.Kind.EMPTY, file, number);
      }
      return !hasHeader;
    }
    if (!hasHeader) {
      return true;
    }
    if (file.firstRecord().problem() != null) {
      tell(FileProblem.Kind.MALFORMED_HEADER, file, number);
      return false;
    }
    if (file.firstRecord().isRepaired()) {
      tell(FileProblem.Kind.REPAIRED_HEADER, file, number);
    }
    HeaderComparison header =
        HeaderComparison.of(first.header(), file.header(), options.headerMatch());
    if (header.kind() != null) {
      tell(header.kind(), file, number, header.missing(), header.extra());
    }
    if (header.kind() == FileProblem.Kind.REORDERED) {
      order = HeaderComparison.order(first.header(), file.header());
    }
    return header.kind() == null || order != null;
  }

  /** Whether the file admitted last has its fields in another order than the first. */
  boolean isReordered() {
    return order != null;
  }

  /** Puts the fields of a record of the file admitted last into the first file's order. */
  void arrange(Row row) {
    if (order != null) {
      row.arrange(order);
    }
  }

  /** Tells that a record is the header once more, and is skipped. */
  void skips(Row header) {
    tell(FileProblem.Kind.REPEATED_HEADER, header);
  }

  /** Tells that a record starts another table. */
  void secondTable(Row header) {
    tell(FileProblem.Kind.SECOND_TABLE, header);
  }

  /** The same of one that has as many columns, so that its rows look like the first's. */
  void tableAlike(Row header) {
    tell(FileProblem.Kind.TABLE_ALIKE, header);
  }

  private void tell(FileProblem.Kind kind, Row record) {
    problems.accept(new FileProblem(kind, record.place(), record, List.of(), List.of(), null));
  }

  private void tell(FileProblem.Kind kind, CsvPart file, int number) {
    tell(kind, file, number, List.of(), List.of());
  }

  private void tell(
      FileProblem.Kind kind, CsvPart file, int number, List<String> missing, List<String> extra) {
    Row record = file.firstRecord();
    long place = Place.of(number, file.isEmpty() ? 1 : record.line());
    problems.accept(new FileProblem(kind, place, record, missing, extra, file.start().notCsv()));
  }
}
