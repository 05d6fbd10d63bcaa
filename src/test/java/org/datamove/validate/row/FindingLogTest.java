package org.datamove.validate.row;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.error.ErrorFields;
import org.datamove.key.DirectoryScratch;
import org.datamove.key.Scratch;
import org.datamove.validate.finding.Finding;
import org.datamove.validate.finding.FindingCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingLogTest {
  @TempDir Path directory;

  private Scratch scratch;

  @BeforeEach
  void makeScratch() {
    scratch = new DirectoryScratch(directory);
  }

  private static Finding finding(long row, FindingCode code, String text) {
    return new Finding(
        code,
        text,
        row,
        row + 1,
        text,
        "message of " + row,
        text,
        code.sqlState(),
        null,
        null,
        null,
        new ErrorFields("s", null, text, "k", null));
  }

  private static void assertRows(FindingLog log, int rows) {
    ForeseenRows read = ForeseenRows.of(log);
    assertEquals(List.of(), read.of(1));
    for (long row = 2; row <= rows; row += 2) {
      assertEquals(
          List.of(
              finding(row, FindingCode.KEY_EXISTS, null),
              finding(row, FindingCode.CHECK_VIOLATION, "ü\uD83D\uDE00\n" + row)),
          read.of(row));
      assertEquals(List.of(), read.of(row + 1));
    }
    assertEquals(List.of(), read.of(rows + 5));
  }

  private void write(FindingLog log, int rows) {
    for (long row = 2; row <= rows; row += 2) {
      log.add(finding(row, FindingCode.KEY_EXISTS, null));
      log.add(finding(row, FindingCode.CHECK_VIOLATION, "ü\uD83D\uDE00\n" + row));
    }
  }

  @Test
  void whatIsWrittenIsReadAsOftenAsNeedBe() throws IOException {
    try (FindingLog log = new FindingLog(scratch)) {
      write(log, 10);
      assertRows(log, 10);
      assertRows(log, 10);
    }
    assertEquals(0, count());
  }

  @Test
  void whatDoesNotFitInMemoryIsInOneFile() throws IOException {
    int rows = 30_000;
    try (FindingLog log = new FindingLog(scratch)) {
      write(log, rows);
      assertEquals(1, count());
      assertRows(log, rows);
      assertRows(log, rows);
    }
  }

  private long count() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
