package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.datamove.catalog.ColumnInfo;
import org.datamove.csv.CsvFile;
import org.datamove.csv.KeptRecords;
import org.datamove.csv.SourceFiles;
import org.datamove.execute.Progress;
import org.datamove.request.Request;
import org.datamove.source.Sources;
import org.datamove.validate.file.StructureCheck;
import org.datamove.validate.finding.Findings;

/** A request's file or files, opened. */
final class OpenFile implements AutoCloseable {
  final CsvFile csv;

  OpenFile(Request request, String delimiter, Findings findings, Inquiries judge)
      throws IOException {
    csv = request.reload() == null ? files(request, delimiter) : rejected(request, judge);
    csv.onProblem(problem -> StructureCheck.file(problem, findings));
    List<String> names = names(request);
    csv.expect(names, Alignment.of(request, names, csv.dialect().delimiter(), judge));
  }

  private static CsvFile files(Request request, String delimiter) throws IOException {
    return new SourceFiles(
        Sources.find(request.csvPath(), request.session().access()),
        request.options().csv(),
        delimiter,
        request.session().charset(),
        columns(request),
        new HeaderByTypes(columns(request)));
  }

  private static CsvFile rejected(Request request, Inquiries database) throws IOException {
    return new KeptRecords(
        request.csvPath(),
        row -> RejectedRows.of(database.rejectedAfter(row)),
        origin -> request.reload().csv(origin.options()),
        request.session().charset(),
        columns(request));
  }

  /** The names of the table's columns, but for those that it computes. */
  private static List<String> columns(Request request) {
    return request.table() == null
        ? List.of()
        : request.table().columns().stream()
            .filter(column -> !column.isGenerated())
            .map(ColumnInfo::name)
            .toList();
  }

  /** Lets others see how far reading has come. */
  void reading(Progress progress) {
    progress.reading(csv::rowsRead, csv::bytesRead, csv.bytes());
  }

  /** The name of each field's column: the file's, or the table's by position, or made up. */
  List<String> names(Request request) {
    if (csv.hasNames()) {
      return csv.names();
    }
    List<String> names = new ArrayList<>(columns(request));
    if (request.table() == null) {
      for (int i = 1; i <= csv.firstRecord().fields(); i++) {
        names.add("column" + i);
      }
    }
    return names;
  }

  /** The header's place, or null where the file has none. */
  Long headerPlace() {
    return csv.hasHeader() && !csv.isEmpty() ? csv.firstRecord().place() : null;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
