package org.datamove.source.compression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.datamove.error.Failure;
import org.datamove.error.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DecompressedBytesTest {
  private static final byte[] TEXT = text();

  private static byte[] text() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("id,name\n");
    for (int i = 0; i < 30_000; i++) {
      text.append(i).append(',').append(Long.toHexString(random.nextLong())).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] compress(Compression format, byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = stream(format, bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static OutputStream stream(Compression format, OutputStream bytes) throws IOException {
    return switch (format) {
      case GZIP -> new GZIPOutputStream(bytes);
      case BZIP2 -> new BZip2CompressorOutputStream(bytes, 1);
      case XZ -> new XZOutputStream(bytes, new LZMA2Options(1));
      case ZSTD -> new ZstdOutputStream(bytes).setChecksum(true);
    };
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A source that never says how much it has at hand and gives a little at a time. */
  private static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 997));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  private static byte[] read(byte[] stored) throws IOException {
    try (DecompressedBytes in = new DecompressedBytes(slow(stored), "/f", 1000, new byte[1000])) {
      byte[] plain = in.readAllBytes();
      assertEquals(plain.length, in.count());
      return plain;
    }
  }

  private static Failure refused(byte[] stored) {
    return assertThrows(SourceException.class, () -> read(stored)).failure();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void everyMemberIsRead(Compression format) throws IOException {
    byte[] head = Arrays.copyOf(TEXT, 100_000);
    byte[] rest = Arrays.copyOfRange(TEXT, 100_000, TEXT.length);
    byte[] stored =
        join(compress(format, head), compress(format, new byte[0]), compress(format, rest));
    assertArrayEquals(TEXT, read(stored));
    assertEquals(0, read(compress(format, new byte[0])).length);
    try (DecompressedBytes in = new DecompressedBytes(slow(stored), "/f", 1000, new byte[1000])) {
      assertEquals(format, in.compression());
      assertEquals('i', in.read());
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void truncatedOrFollowedBySomethingElseIsAnError(Compression format) throws IOException {
    byte[] stored = compress(format, TEXT);
    for (int length : new int[] {8, 20, stored.length / 2, stored.length - 5, stored.length - 1}) {
      Failure failure = refused(Arrays.copyOf(stored, length));
      assertEquals("UD005", failure.sqlState());
      if (format == Compression.GZIP) {
        assertEquals("\"/f\" ends before its gzip data does", failure.message(), "" + length);
      }
      assertTrue(failure.detail().contains("before byte " + length + " of"), failure.detail());
    }
    assertEquals(
        "UD005", refused(join(stored, "more text".getBytes(StandardCharsets.UTF_8))).sqlState());
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void aChangedByteNeverGoesUnnoticed(Compression format) throws IOException {
    byte[] stored = compress(format, Arrays.copyOf(TEXT, 20_000));
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      // behind the header, whose time or level may be any
      int place = 12 + random.nextInt(stored.length - 12);
      byte[] damaged = stored.clone();
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      assertEquals("UD005", refused(damaged).sqlState(), format + " at " + place);
    }
  }

  @Test
  void zeroBytesBehindGzipArePadding() throws IOException {
    byte[] stored = compress(Compression.GZIP, TEXT);
    assertArrayEquals(TEXT, read(join(stored, new byte[1000])));
    assertEquals("UD005", refused(join(stored, new byte[10], new byte[] {1})).sqlState());
  }

  @Test
  void everyPartOfAGzipHeaderIsPassedOver() throws IOException {
    byte[] stored = compress(Compression.GZIP, TEXT);
    byte[] header = {0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3};
    byte[] parts = {2, 0, 9, 9, 'n', 0, 'c', 'c', 0, 1, 1};
    assertArrayEquals(
        TEXT, read(join(header, parts, Arrays.copyOfRange(stored, 10, stored.length))));
  }

  @Test
  void aGzipHeaderOfAnyLengthIsPassedOver() throws IOException {
    byte[] stored = compress(Compression.GZIP, TEXT);
    byte[] header = {0x1F, (byte) 0x8B, 8, 4 | 8, 0, 0, 0, 0, 0, 3};
    byte[] extra = new byte[2 + 0xFFFF];
    Arrays.fill(extra, (byte) 0xFF);
    byte[] name = new byte[100_000];
    Arrays.fill(name, (byte) 'n');
    byte[] end = Arrays.copyOfRange(stored, 10, stored.length);
    byte[] member = join(header, extra, name, new byte[] {0}, end);
    assertArrayEquals(join(TEXT, TEXT), read(join(member, member)));
    for (int length : new int[] {10, 11, 12, 1000, header.length + extra.length + 5}) {
      Failure failure = refused(Arrays.copyOf(member, length));
      assertEquals("\"/f\" ends before its gzip data does", failure.message(), "" + length);
    }
    header[3] = 0x20;
    assertEquals("\"/f\" is not valid gzip data", refused(join(header, end)).message());
  }

  @Test
  void aGzipFileMayEndBehindEachMemberOnly() throws IOException {
    byte[] stored = compress(Compression.GZIP, TEXT);
    for (int length = 1; length < 30; length++) {
      Failure failure = refused(join(stored, Arrays.copyOf(stored, length)));
      assertEquals("\"/f\" ends before its gzip data does", failure.message(), "" + length);
    }
    byte[] junk = {'j', 'u', 'n', 'k'};
    Failure failure = refused(join(stored, junk));
    assertEquals("\"/f\" is not valid gzip data", failure.message());
    assertEquals(
        "The file is truncated or damaged, or something follows its compressed data.",
        failure.hint());
  }

  @Test
  void whatIsNotCompressedStaysAsItIs() throws IOException {
    for (String text : new String[] {"", "B", "BZ,h\n", "id\n1\n"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertArrayEquals(bytes, read(bytes));
      assertNull(new DecompressedBytes(slow(bytes), "/f", 1, new byte[1000]).compression());
    }
  }

  @Test
  void aZstdWindowThatIsTooLargeIsRefused() {
    byte[] header = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) 0x89};
    assertEquals(
        new Failure(
            "UD005",
            "\"/f\" was compressed with a window of more than 128 MB",
            null,
            "Compress it again with a window of at most 128 MB and without a dictionary."),
        refused(header));
  }

  @Test
  void aBombIsRefused() throws IOException {
    byte[] stored = compress(Compression.BZIP2, new byte[70 * 1024 * 1024]);
    try (DecompressedBytes in = new DecompressedBytes(slow(stored), "/f", 1000, new byte[1000])) {
      SourceException e =
          assertThrows(SourceException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
      assertEquals("54000", e.failure().sqlState());
      assertEquals("\"/f\" expands to more than 1000 times its size", e.failure().message());
    }
    try (DecompressedBytes in =
        new DecompressedBytes(slow(stored), "/f", 1_000_000, new byte[1000])) {
      assertEquals(70 * 1024 * 1024, in.transferTo(OutputStream.nullOutputStream()));
    }
  }
}
