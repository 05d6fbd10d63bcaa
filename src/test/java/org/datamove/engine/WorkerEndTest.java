package org.datamove.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.datamove.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that would go on for minutes and asks nobody ends when its session is closed. */
class WorkerEndTest {
  private static final int COPIES = 2_000;

  @TempDir Path directory;

  /** Some megabytes of rows. */
  private static byte[] rows() {
    return ("id,v\n" + "1,some text and more\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
  }

  private interface Compressor {
    OutputStream on(OutputStream out) throws IOException;
  }

  private static byte[] compressed(Compressor compressor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor.on(bytes)) {
      out.write(rows());
    }
    return bytes.toByteArray();
  }

  private void endsWhileItReads(String path) throws IOException, InterruptedException {
    TextSession session = new TextSession(request(path));
    while (!session.next(null).text().contains("rows")) {
      assertEquals(1, Work.workers().size());
    }
    session.close();
    assertEquals(List.of(), Work.workers());
  }

  private static String request(String path) {
    return Json.write(
        Map.of(
            "task",
            "inspect",
            "csv_path",
            path,
            "options",
            Map.of("max_expansion", 1_000_000, "progress", 0),
            "session",
            Map.of("access", List.of(Map.of("role", "postgres", "all_files", true)))));
  }

  private String repeated(byte[] member) throws IOException {
    Path file = directory.resolve("in.csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < COPIES; i++) {
        out.write(member);
      }
    }
    return file.toString();
  }

  @Test
  void decompressing() throws IOException, InterruptedException {
    endsWhileItReads(repeated(compressed(GZIPOutputStream::new)));
    endsWhileItReads(repeated(compressed(BZip2CompressorOutputStream::new)));
    endsWhileItReads(repeated(compressed(XZCompressorOutputStream::new)));
  }

  @Test
  void readingManyFiles() throws IOException, InterruptedException {
    Path file = Files.write(directory.resolve("file"), rows());
    for (int i = 0; i < COPIES; i++) {
      Files.createSymbolicLink(directory.resolve(i + ".csv"), file);
    }
    endsWhileItReads(directory + "/*.csv");
  }

  /** Links to their own directory make as many directories as anybody wants. */
  @Test
  void listing() throws IOException, InterruptedException {
    for (int i = 0; i < 40; i++) {
      Files.createSymbolicLink(directory.resolve("d" + i), Path.of("."));
    }
    TextSession session = new TextSession(request(directory + "/*/*/*/none*"));
    assertTrue(session.next(null).isPending());
    session.close();
    assertEquals(List.of(), Work.workers());
  }

  @Test
  void listingMoreDirectoriesThanAnybodyHas() throws IOException, InterruptedException {
    for (int i = 0; i < 40; i++) {
      Files.createSymbolicLink(directory.resolve("d" + i), Path.of("."));
    }
    try (TextSession session = new TextSession(request(directory + "/*".repeat(20)))) {
      TextSession.Turn turn = session.next(null);
      while (turn.isPending()) {
        turn = session.next(null);
      }
      assertTrue(turn.text().contains("matches more than 100000 directories"), turn.text());
    }
  }

  /** As large as a record may be, and made for whoever judges what type it has. */
  @Test
  void inferring() throws IOException, InterruptedException {
    for (String value :
        List.of("9", "[", "[1,", "{\"a\":", "1e", "0.", "1-", "\\u00", "00:", "true", "- ")) {
      Path file = directory.resolve("in.csv");
      String field = value.replace("\"", "\"\"").repeat(15_000_000 / value.length() / 2);
      Files.writeString(file, "v,w\n" + ("\"" + field + "\",\"" + value + "\"\n").repeat(8));
      TextSession session = new TextSession(request(file.toString()));
      session.next(null);
      session.close();
      assertEquals(List.of(), Work.workers(), value);
    }
  }
}
