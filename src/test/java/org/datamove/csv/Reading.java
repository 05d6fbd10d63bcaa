package org.datamove.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.datamove.json.Json;
import org.datamove.request.CsvOptions;
import org.datamove.request.Options;
import org.datamove.source.MemorySource;

/** What is read from a text, a line for each record. */
final class Reading {
  private final CsvOptions options;

  private Reading(CsvOptions options) {
    this.options = options;
  }

  /** Reads with options as a caller writes them, in single quotes for legibility. */
  static Reading with(String options) {
    return new Reading(Options.fromJson(Json.object(options.replace('\'', '"'))).csv());
  }

  static Reading withDefaults() {
    return with("{}");
  }

  CsvOptions options() {
    return options;
  }

  CsvFile open(byte[] bytes) {
    try {
      return CsvFiles.open(MemorySource.of(bytes), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The records of a text in UTF-8. */
  List<String> records(String text) {
    return records(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The records: {@code 2: [a] [b] NULL} for a record on line 2, {@code 4: STRAY_QUOTE on 5 <"x>}
   * for a malformed one that starts on line 4; line ends inside fields as \n and \r.
   */
  List<String> records(byte[] bytes) {
    try (CsvFile file = open(bytes)) {
      List<String> records = new ArrayList<>();
      if (file.hasHeader() && !file.isEmpty()) {
        records.add(show(file.firstRecord()));
      }
      Row row = new Row();
      long number = 0;
      while (file.next(row)) {
        records.add(show(row));
        if (row.number() != ++number) {
          throw new AssertionError("row " + number + " says that it is row " + row.number());
        }
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String show(Row row) {
    StringBuilder text = new StringBuilder().append(row.line()).append(':');
    CsvProblem problem = row.problem();
    if (problem != null) {
      text.append(' ').append(problem.kind()).append(" on ").append(problem.line());
      text.append(" <").append(problem.excerpt()).append('>');
    } else {
      for (int i = 0; i < row.fields(); i++) {
        text.append(row.isNull(i) ? " NULL" : " [" + row.text(i) + "]");
      }
      CsvProblem kept = row.keptQuote();
      if (kept != null) {
        text.append(" kept ").append(kept.kind()).append(" on ").append(kept.line());
        text.append(" <").append(kept.excerpt()).append('>');
      }
      Refit refit = row.refit();
      if (refit != null) {
        text.append(" refit ").append(refit.given()).append(" to ").append(refit.expected());
      }
    }
    return text.toString().replace("\r", "\\r").replace("\n", "\\n");
  }
}
