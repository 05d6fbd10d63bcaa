package org.datamove.type.keyform;

import java.util.Arrays;

/** A growing array of bytes that is filled again and again. Not thread-safe. */
public final class KeyBytes {
  private static final int SEVEN_BITS = 0x7F;

  private byte[] bytes = new byte[256];
  private int length;

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** The array that holds them, from 0; valid until more are added. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets all of them. */
  public void clear() {
    length = 0;
  }

  /** Forgets those from an index on. */
  public void cut(int newLength) {
    length = newLength;
  }

  /** Adds a byte. */
  public void add(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  /** Adds bytes. */
  public void add(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  /** Adds ASCII text. */
  public void add(String ascii) {
    room(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }

  /** Adds a number from 0 on, in as few bytes as it takes, at most nine. */
  public void addNumber(long value) {
    room(Long.BYTES + 1);
    long rest = value;
    while (rest > SEVEN_BITS) {
      bytes[length++] = (byte) (rest | ~SEVEN_BITS);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Adds the eight bytes of a number, the highest first. */
  public void addLong(long value) {
    room(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /** Makes room; the caller then writes to {@link #array()} and calls {@link #cut}. */
  public byte[] room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
    return bytes;
  }
}
