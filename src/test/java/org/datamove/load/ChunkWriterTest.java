package org.datamove.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.datamove.binary.EncodingSession;
import org.datamove.csv.CsvFile;
import org.datamove.csv.Row;
import org.datamove.plan.Step;
import org.datamove.source.FileNames;
import org.datamove.type.PgType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkWriterTest {
  private static final EncodingSession SESSION = new EncodingSession(true, "UTC");

  private final List<Chunk> chunks = new ArrayList<>();

  @TempDir Path parent;

  private ChunkWriter batches(int fields, int batchSize) {
    return new ChunkWriter(
        Loading.step(Step.Load.Method.INSERT, fields), batchSize, SESSION, null, chunks::add);
  }

  private static void write(ChunkWriter writer, String text)
      throws IOException, InterruptedException {
    try (CsvFile file = Loading.file(text)) {
      Row row = new Row();
      while (file.next(row)) {
        writer.append(row);
        if (writer.isFull()) {
          writer.flush();
        }
      }
    }
    writer.flush();
  }

  @Test
  void nothingIsHandedOnWhereThereIsNothing() throws InterruptedException {
    ChunkWriter writer = batches(1, 0);
    assertFalse(writer.isFull());
    writer.flush();
    assertEquals(List.of(), chunks);
  }

  @Test
  void rowsAreCountedWhereTheCallerSaysHowMany() throws IOException, InterruptedException {
    write(batches(1, 2), "a\n\"b\nb\"\nc\nd\ne\n");
    assertEquals(List.of(2, 2, 1), chunks.stream().map(Chunk::rows).toList());
    assertEquals("[{\"c0\":\"a\"},{\"c0\":\"b\\u000ab\"}]", batch(0));
    assertEquals("[{\"c0\":\"e\"}]", batch(2));
    assertEquals(2, chunks.get(0).rowOf(2));
    assertEquals(2, chunks.get(0).placeOf(2));
    assertEquals(3, chunks.get(1).rowOf(1));
    assertEquals(4, chunks.get(1).placeOf(1));
    assertEquals(6, chunks.get(2).placeOf(1));
  }

  @Test
  void batchesEndAtTheirSize() throws IOException, InterruptedException {
    String value = "x".repeat(1000);
    int bytes = "{\"c0\":\"\"},".length() + value.length();
    int full = (ChunkWriter.BATCH_BYTES - 1 + bytes - 1) / bytes;
    write(batches(1, 0), (value + "\n").repeat(full + 1));
    assertEquals(List.of(full, 1), chunks.stream().map(Chunk::rows).toList());
  }

  @Test
  void chunksEndAtTheirSize() throws IOException, InterruptedException {
    String value = "x".repeat(9999);
    int full = (ChunkWriter.FILE_BYTES + 9999) / 10_000;
    try (ChunkDirectory directory = ChunkDirectory.create(parent.toString(), FileNames.UTF8)) {
      Step.Load step = Loading.step(Step.Load.Method.COPY, 1);
      write(
          new ChunkWriter(step, 0, SESSION, directory, chunks::add),
          (value + "\n").repeat(full + 3));
      assertEquals(List.of(full, 3), chunks.stream().map(Chunk::rows).toList());
      assertEquals(full * 10_000L, Files.size(file(0).file()));
      assertEquals((value + "\n").repeat(3), Files.readString(file(1).file()));
    }
    assertFalse(Files.exists(file(0).file()));
  }

  @Test
  void wideRowsEndAChunkBeforeItsNumberOfRows() throws IOException, InterruptedException {
    write(batches(1, 1000), ("x".repeat(3 * 1024 * 1024) + "\n").repeat(7));
    assertEquals(List.of(3, 3, 1), chunks.stream().map(Chunk::rows).toList());
  }

  @Test
  void aRowMayBeLargerThanAChunk() throws IOException, InterruptedException {
    String value = "\\".repeat(5 * 1024 * 1024);
    write(batches(2, 0), "a,b\n" + value + "," + value + "\nc,d\n");
    assertEquals(List.of(2, 1), chunks.stream().map(Chunk::rows).toList());
    assertTrue(batch(0).endsWith("\\\\\"}]"));
  }

  @Test
  void rowsCanBeTakenOut() throws IOException, InterruptedException {
    ChunkWriter writer = batches(1, 0);
    try (CsvFile file = Loading.file("a\nbb\nccc\ndddd\neeeee\n")) {
      Row row = new Row();
      while (file.next(row)) {
        writer.append(row);
      }
    }
    writer.remove(Set.of(1L, 3L, 4L, 99L));
    writer.remove(Set.of());
    writer.flush();
    assertEquals("[{\"c0\":\"bb\"},{\"c0\":\"eeeee\"}]", batch(0));
    assertEquals(2, chunks.get(0).rowOf(1));
    assertEquals(5, chunks.get(0).placeOf(2));

    writer.append(Loading.row("x"));
    writer.remove(Set.of(1L));
    writer.flush();
    assertEquals(1, chunks.size());
  }

  @Test
  void aChunkMayHaveManyRows() throws IOException, InterruptedException {
    write(batches(1, 0), "x\n".repeat(3000));
    assertEquals(3000, chunks.get(0).rows());
    assertEquals(3000, chunks.get(0).placeOf(3000));
    assertEquals(3000, chunks.get(0).rowOf(3000));
  }

  private String batch(int number) {
    return ((BatchChunk) chunks.get(number)).rowsJson();
  }

  private FileChunk file(int number) {
    return (FileChunk) chunks.get(number);
  }

  private ChunkWriter integers(ChunkDirectory directory) {
    PgType type = PgType.builtIn("int4", -1);
    Step.Load step =
        new Step.Load(
            Step.Load.Method.COPY,
            "load",
            "t",
            "",
            "",
            ",",
            "identity",
            1,
            List.of(new Step.LoadColumn("c0", 0, type, type)),
            true,
            false,
            false);
    return new ChunkWriter(step, 0, SESSION, directory, chunks::add);
  }

  @Test
  void aValueThatCannotBeEncodedBeginsAChunkOfText() throws IOException, InterruptedException {
    try (ChunkDirectory directory = ChunkDirectory.create(parent.toString(), FileNames.UTF8)) {
      ChunkWriter writer = integers(directory);
      assertTrue(writer.append(Loading.row("1")));
      assertTrue(writer.sure()[0]);
      assertTrue(writer.append(Loading.row("258")));
      assertFalse(writer.append(Loading.row("0x1F")));
      writer.flush();
      assertTrue(writer.append(Loading.row("0x1F")));
      assertNull(writer.sure());
      assertTrue(writer.append(Loading.row("3")));
      assertTrue(writer.append(Loading.row("4")));
      writer.removeLast();
      writer.flush();
      assertTrue(writer.append(Loading.row("5")));
      writer.flush();
      assertEquals(
          List.of(true, false, true),
          chunks.stream().map(chunk -> ((FileChunk) chunk).isBinary()).toList());
      assertEquals(List.of(2, 2, 1), chunks.stream().map(Chunk::rows).toList());
      assertEquals("0x1F\n3\n", Files.readString(file(1).file()));
      assertEquals(
          "5047434f50590aff0d0a00"
              + "0000000000000000"
              + "0001"
              + "00000004"
              + "00000001"
              + "0001"
              + "00000004"
              + "00000102"
              + "ffff",
          HexFormat.of().formatHex(Files.readAllBytes(file(0).file())));
    }
  }
}
