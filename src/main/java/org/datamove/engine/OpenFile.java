package org.datamove.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.datamove.catalog.ColumnInfo;
import org.datamove.csv.CsvFile;
import org.datamove.request.HeaderOption;
import org.datamove.request.Request;
import org.datamove.source.Source;
import org.datamove.source.SourceInfo;
import org.datamove.source.Sources;

/** A request's file, opened, with the source it comes from. */
final class OpenFile implements AutoCloseable {
  final Source source;
  final SourceInfo info;
  final CsvFile csv;

  OpenFile(Request request, String delimiter) throws IOException {
    source = Sources.of(request.csvPath(), request.session().access());
    info = source.info();
    csv = new CsvFile(source.open(), request.options().csv(), delimiter);
  }

  /** The name of each field's column: the file's, or the table's by position, or made up. */
  List<String> names(Request request) {
    if (!(request.options().csv().header() instanceof HeaderOption.Absent)) {
      return csv.names();
    }
    List<String> names = new ArrayList<>();
    if (request.table() != null) {
      for (ColumnInfo column : request.table().columns()) {
        if (!column.isGenerated()) {
          names.add(column.name());
        }
      }
    } else {
      for (int i = 1; i <= csv.firstRecord().fields(); i++) {
        names.add("column" + i);
      }
    }
    return names;
  }

  /** The header's physical line, or null where the file has none. */
  Long headerLine() {
    return csv.hasHeader() ? csv.firstRecord().line() : null;
  }

  void ensureUnchanged() {
    source.ensureUnchanged(info);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
