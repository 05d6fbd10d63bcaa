package org.datamove.type.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 (RFC 3629) where it lies. */
public final class Utf8 {
  /** Longest value, in characters, that is shown to people. */
  public static final int SHOWN_CHARACTERS = 40;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;

  private Utf8() {}

  /** Number of code points in valid UTF-8. */
  public static int length(byte[] buf, int from, int to) {
    int p = from;
    int length = 0;
    for (; p <= to - 8; p += 8) {
      long word = (long) LONGS.get(buf, p);
      // A continuation byte is 10xxxxxx: high bit set, next bit clear.
      long continuation = word & ~(word << 1) & HIGH_BITS;
      length += 8 - Long.bitCount(continuation);
    }
    for (; p < to; p++) {
      if (!isContinuation(buf[p])) {
        length++;
      }
    }
    return length;
  }

  /** Whether every byte is ASCII and none is NUL. */
  public static boolean isAscii(byte[] buf, int from, int to) {
    return asciiEnd(buf, from, to) == to;
  }

  /** Whether the bytes are well-formed UTF-8 without NUL. */
  public static boolean isText(byte[] buf, int from, int to) {
    int p = asciiEnd(buf, from, to);
    while (p < to) {
      int length = sequenceLength(buf, p, to);
      if (length == 0) {
        return false;
      }
      p = asciiEnd(buf, p + length, to);
    }
    return true;
  }

  /** End of the first {@code count} characters of valid UTF-8, or {@code to} if it has fewer. */
  public static int prefixEnd(byte[] buf, int from, int to, int count) {
    if (to - from <= count) {
      return to;
    }
    int p = from;
    int left = count;
    while (p < to) {
      if (!isContinuation(buf[p]) && left-- == 0) {
        return p;
      }
      p++;
    }
    return to;
  }

  /** The value itself, or its first 39 characters and an ellipsis if it has more than 40. */
  public static String shown(byte[] buf, int from, int to) {
    if (prefixEnd(buf, from, to, SHOWN_CHARACTERS) == to) {
      return new String(buf, from, to - from, StandardCharsets.UTF_8);
    }
    int end = prefixEnd(buf, from, to, SHOWN_CHARACTERS - 1);
    return new String(buf, from, end - from, StandardCharsets.UTF_8) + "…";
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  /** First position whose byte is NUL or not ASCII, or {@code to}. */
  private static int asciiEnd(byte[] buf, int from, int to) {
    int p = from;
    for (; p <= to - 8; p += 8) {
      long word = (long) LONGS.get(buf, p);
      if (((word | (word - LOW_BITS)) & HIGH_BITS) != 0) {
        break;
      }
    }
    while (p < to && buf[p] > 0) {
      p++;
    }
    return p;
  }

  /** Length of the well-formed sequence at {@code p}; 0 if there is none, or if it is NUL. */
  private static int sequenceLength(byte[] buf, int p, int to) {
    int lead = buf[p] & 0xFF;
    if (lead < 0x80) {
      return lead == 0 ? 0 : 1;
    }
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || p + length > to) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if (!isContinuation(buf[p + i])) {
        return 0;
      }
    }
    int second = buf[p + 1] & 0xFF;
    boolean overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    boolean surrogate = lead == 0xED && second > 0x9F;
    boolean tooHigh = lead == 0xF4 && second > 0x8F;
    return overlong || surrogate || tooHigh ? 0 : length;
  }
}
