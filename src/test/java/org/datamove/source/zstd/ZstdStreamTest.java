package org.datamove.source.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference implementation writes; what it reads of damaged data is the oracle. */
class ZstdStreamTest {
  private static final int[] SIZES = {0, 1, 7, 255, 256, 1000, 70_000, 131_072, 131_073, 400_000};

  private static byte[] read(byte[] stored) throws IOException {
    try (InputStream in = new ZstdStream(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    }
  }

  private static byte[] oracle(byte[] stored) throws IOException {
    try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    }
  }

  /** With a checksum; the size of the contents is in the frame where it is written at once. */
  private static byte[] compress(byte[] plain, int level, boolean atOnce) throws IOException {
    if (atOnce) {
      return Zstd.compress(plain, level);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(bytes, level)) {
      out.setChecksum(true);
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] text(Random random, int size, int kind) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (text.size() < size) {
      String piece =
          switch (kind) {
            case 0 -> "the same again,";
            case 1 -> random.nextInt(100_000) + "," + random.nextInt(10) + ",name\n";
            case 2 -> Long.toHexString(random.nextLong());
            case 3 -> String.valueOf((char) (' ' + random.nextInt(3)));
            default -> String.valueOf((char) random.nextInt(256));
          };
      text.writeBytes(piece.getBytes(StandardCharsets.ISO_8859_1));
    }
    return Arrays.copyOf(text.toByteArray(), size);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] skippable(int kind, int size) {
    ByteBuffer frame = ByteBuffer.allocate(8 + size).order(ByteOrder.LITTLE_ENDIAN);
    return frame.putInt(0x184D2A50 + kind).putInt(size).array();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 1, 3, 5, 7, 9, 13})
  void everyLevelAndKindOfText(int level) throws IOException {
    Random random = new Random(level);
    for (int size : SIZES) {
      for (int kind = 0; kind < 5; kind++) {
        byte[] plain = text(random, size, kind);
        for (boolean atOnce : new boolean[] {false, true}) {
          assertArrayEquals(plain, read(compress(plain, level, atOnce)), size + " " + kind);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 19, 22})
  void levelsThatTakeTheirTime(int level) throws IOException {
    byte[] plain = text(new Random(level), 300_000, 1);
    assertArrayEquals(plain, read(compress(plain, level, true)));
  }

  @Test
  void contentsThatAreMuchLargerThanTheWindow() throws IOException {
    byte[] plain = text(new Random(1), 4_000_000, 1);
    for (int windowLog : new int[] {10, 15, 20}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZstdOutputStream out = new ZstdOutputStream(bytes, 6)) {
        out.setChecksum(true);
        out.setLong(windowLog);
        out.write(plain);
      }
      assertArrayEquals(plain, read(bytes.toByteArray()), "window 2^" + windowLog);
    }
  }

  @Test
  void framesFollowOneAnotherAndSomeAreSkipped() throws IOException {
    byte[] one = compress(text(new Random(2), 200_000, 1), 3, false);
    byte[] two = compress(text(new Random(3), 100, 2), 19, true);
    byte[] empty = compress(new byte[0], 3, false);
    byte[] all =
        join(skippable(0, 4), one, skippable(15, 70_000), empty, two, skippable(7, 0), one);
    assertArrayEquals(join(read(one), read(two), read(one)), read(all));
    assertEquals(0, read(skippable(3, 12)).length);
    assertThrows(EOFException.class, () -> read(Arrays.copyOf(skippable(3, 12), 19)));
  }

  @Test
  void whatEndsTooEarlyIsAnError() throws IOException {
    byte[] stored = compress(text(new Random(4), 2_000, 1), 6, false);
    for (int length = 1; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThrows(EOFException.class, () -> read(cut), "" + length);
    }
  }

  @Test
  void somethingBehindTheLastFrameIsAnError() throws IOException {
    byte[] stored = join(compress(new byte[9], 3, true), "text".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "is followed by something else",
        assertThrows(IOException.class, () -> read(stored)).getMessage());
  }

  @Test
  void damageNeverGoesUnnoticedWhereThereIsAChecksum() throws IOException {
    Random random = new Random(5);
    for (int kind = 0; kind < 5; kind++) {
      byte[] plain = text(random, 8_000, kind);
      byte[] stored = compress(plain, 3 + kind, false);
      for (int i = 0; i < 500; i++) {
        byte[] damaged = stored.clone();
        damaged[4 + random.nextInt(stored.length - 4)] ^= (byte) (1 << random.nextInt(8));
        assertDamageIsNoticed(damaged, plain);
      }
    }
  }

  private static void assertDamageIsNoticed(byte[] damaged, byte[] plain) {
    try {
      assertArrayEquals(plain, read(damaged)); // a bit without a meaning
    } catch (IOException | IndexOutOfBoundsException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  /** The reference takes some streams of bits that are not used up; we take no more than it. */
  @Test
  void damagedDataIsNeverReadOtherwiseThanByTheReference() throws IOException {
    Random random = new Random(6);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] plain = text(random, 300 + random.nextInt(3_000), i % 5);
      byte[] stored = Zstd.compress(plain, 1 + random.nextInt(6)); // no checksum
      int at = 6 + random.nextInt(stored.length - 6);
      stored[at] ^= (byte) (1 << random.nextInt(8));
      byte[] expected = orNull(stored, true);
      byte[] actual = orNull(stored, false);
      if (actual != null) {
        assertArrayEquals(expected, actual, () -> "byte " + at);
        read++;
      } else if (expected != null) {
        refused++;
      }
    }
    assertTrue(read > 1_000 && refused < read / 10, read + " read, " + refused + " refused");
  }

  private static byte[] orNull(byte[] stored, boolean byOracle) {
    try {
      return byOracle ? oracle(stored) : read(stored);
    } catch (IOException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  @Test
  void aDictionaryIsNotThere() {
    byte[] header = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 1, 0x40, 9, 1, 0, 0};
    assertEquals(
        "needs a dictionary, which is not in the file",
        assertThrows(RefusedFrameException.class, () -> read(header)).getMessage());
  }

  @Test
  void theHashIsThatOfItsSpecification() {
    XxHash64 empty = new XxHash64();
    assertEquals(0xEF46DB3751D8E999L, empty.value());
    byte[] bytes =
        "xxhash is fast: 64 bits of hash for every byte sequence"
            .getBytes(StandardCharsets.US_ASCII);
    XxHash64 whole = new XxHash64();
    whole.update(bytes, 0, bytes.length);
    XxHash64 parts = new XxHash64();
    for (byte one : bytes) {
      parts.update(new byte[] {one}, 0, 1);
    }
    assertEquals(whole.value(), parts.value());
  }
}
