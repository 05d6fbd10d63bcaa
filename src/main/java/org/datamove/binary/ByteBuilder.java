package org.datamove.binary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes that is filled again and again. Not thread-safe. */
public final class ByteBuilder {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;

  /** Empty, with room for so many bytes. */
  public ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  /** How many bytes it holds. */
  public int length() {
    return length;
  }

  /** Empties it. */
  public void clear() {
    length = 0;
  }

  /** The array that holds the bytes; another one once {@link #room} was called. */
  public byte[] array() {
    return bytes;
  }

  /** Makes room; the caller then writes to the array and calls {@link #advanceTo}. */
  public byte[] room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), length + more));
    }
    return bytes;
  }

  /** Sets the length: after bytes were written to the array, or to take some back. */
  public void advanceTo(int newLength) {
    length = newLength;
  }

  /** Adds a character of ASCII. */
  public void add(char ascii) {
    room(1)[length++] = (byte) ascii;
  }

  /** Adds characters of ASCII. */
  public void add(String ascii) {
    room(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }

  /** Adds some of another array's bytes. */
  public void add(byte[] from, int start, int end) {
    System.arraycopy(from, start, room(end - start), length, end - start);
    length += end - start;
  }

  /** Adds a byte. */
  public void addByte(int value) {
    room(1)[length++] = (byte) value;
  }

  /** Adds two bytes, the most significant first. */
  public void addShort(int value) {
    SHORTS.set(room(2), length, (short) value);
    length += 2;
  }

  /** Adds four bytes, the most significant first. */
  public void addInt(int value) {
    INTS.set(room(4), length, value);
    length += 4;
  }

  /** Adds eight bytes, the most significant first. */
  public void addLong(long value) {
    LONGS.set(room(8), length, value);
    length += 8;
  }

  /** Writes four bytes over others. */
  public void setInt(int at, int value) {
    INTS.set(bytes, at, value);
  }
}
