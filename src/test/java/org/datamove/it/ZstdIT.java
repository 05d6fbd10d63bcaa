package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.datamove.testing.Jdbc;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Files in zstd, read in the server with the rights that the shipped policy gives. */
class ZstdIT {
  private static final int ROWS = 40_000;

  @TestFactory
  Stream<DynamicContainer> moves() {
    return Stage.each(
        List.of(
            new Stage.Named("frames of every kind", ZstdIT::frames),
            new Stage.Named("cut off", ZstdIT::cutOff),
            new Stage.Named("a changed byte", ZstdIT::changed),
            new Stage.Named("a window that is too large", ZstdIT::window),
            new Stage.Named("expands too far", ZstdIT::expansion)));
  }

  private static byte[] rows(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i).append(",name of ").append(i % 1000).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] compress(byte[] plain, int windowLog) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(bytes, 3)) {
      out.setChecksum(true);
      if (windowLog > 0) {
        out.setLong(windowLog);
      }
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] file(int windowLog) throws IOException {
    byte[] header = "id,name\n".getBytes(StandardCharsets.UTF_8);
    return compress(join(header, rows(0, ROWS)), windowLog);
  }

  private static String move(Stage stage, byte[] file) {
    return "SELECT rows_processed || ' ' || (report #>> '{source,compression}') || ' '"
        + " || (report #>> '{source,files,0,decompressed_bytes}') FROM datamove.move(%s, 't')"
            .formatted(Jdbc.literal(stage.file(file)));
  }

  private static void frames(Stage stage) throws Exception {
    byte[] skipped =
        ByteBuffer.allocate(20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x184D2A55)
            .putInt(12)
            .array();
    byte[] more = rows(ROWS, ROWS + 10);
    byte[] all = join(skipped, file(0), skipped, compress(more, 27));
    int bytes = 8 + rows(0, ROWS).length + more.length;
    assertEquals((ROWS + 10) + " zstd " + bytes, Jdbc.value(stage.session(), move(stage, all)));
    assertEquals(
        "40010 40009", Jdbc.value(stage.witness, "SELECT count(*) || ' ' || max(id) FROM t"));
  }

  private static void refuse(Stage stage, byte[] file, Refusal expected) throws Exception {
    Connection session = stage.session();
    Refusal refusal = Refusal.of(session, move(stage, file));
    assertEquals(
        expected,
        new Refusal(
            refusal.state(),
            refusal.message().replaceAll("\".*\"", "file"),
            refusal.detail(),
            refusal.hint()));
    assertEquals("f", Jdbc.value(session, "SELECT to_regclass('t') IS NOT NULL"));
  }

  private static final String DAMAGED =
      "The file is truncated or damaged, or something follows its compressed data.";

  private static void cutOff(Stage stage) throws Exception {
    byte[] whole = file(0);
    int length = whole.length - 3; // within the checksum
    refuse(
        stage,
        Arrays.copyOf(whole, length),
        new Refusal(
            "UD005",
            "file ends before its zstd data does",
            "The fault lies at or before byte %d of the file, behind %d decompressed bytes."
                .formatted(length, 8 + rows(0, ROWS).length),
            DAMAGED));
  }

  private static void changed(Stage stage) throws Exception {
    byte[] file = file(0);
    file[file.length - 1] ^= 1;
    refuse(
        stage,
        file,
        new Refusal(
            "UD005",
            "file is not valid zstd data",
            "The fault lies at or before byte %d of the file, behind %d decompressed bytes."
                .formatted(file.length, 8 + rows(0, ROWS).length),
            DAMAGED));
  }

  private static void window(Stage stage) throws Exception {
    byte[] header = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) 0x90, 1, 0, 0};
    refuse(
        stage,
        header,
        new Refusal(
            "UD005",
            "file was compressed with a window of more than 128 MB",
            null,
            "Compress it again with a window of at most 128 MB and without a dictionary."));
  }

  private static void expansion(Stage stage) throws Exception {
    byte[] bomb = compress(new byte[70 * 1024 * 1024], 0);
    assertEquals("54000", Refusal.of(stage.session(), move(stage, bomb)).state());
  }
}
