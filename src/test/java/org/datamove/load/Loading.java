package org.datamove.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.datamove.csv.CsvFile;
import org.datamove.csv.CsvFiles;
import org.datamove.csv.Row;
import org.datamove.json.Json;
import org.datamove.plan.Step;
import org.datamove.request.Options;
import org.datamove.source.MemorySource;
import org.datamove.type.PgType;

/** Files without a header, and steps that load all of their fields. */
final class Loading {
  private Loading() {}

  static CsvFile file(String text) {
    String options = "{\"header\": false, \"delimiter\": \",\"}";
    try {
      return CsvFiles.open(
          MemorySource.of(text.getBytes(StandardCharsets.UTF_8)),
          Options.fromJson(Json.object(options)).csv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Row row(String text) {
    try (CsvFile file = file(text)) {
      Row row = new Row();
      if (!file.next(row) || row.problem() != null) {
        throw new IllegalArgumentException(text);
      }
      return row;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Step.Load step(Step.Load.Method method, int fields) {
    PgType type = PgType.builtIn("text", -1);
    List<Step.LoadColumn> columns =
        IntStream.range(0, fields)
            .mapToObj(i -> new Step.LoadColumn("c" + i, i, type, type))
            .toList();
    return new Step.Load(
        method, "load", "t", "", "", ",", "identity", fields, columns, false, false, false);
  }
}
