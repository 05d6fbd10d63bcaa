package org.datamove.load;

import java.util.Arrays;

/** A growing array of bytes that is filled again and again. */
final class ByteBuilder {
  private byte[] bytes;
  private int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  byte[] array() {
    return bytes;
  }

  /** Makes room; the caller then writes to {@link #array()} and calls {@link #advanceTo}. */
  byte[] room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), length + more));
    }
    return bytes;
  }

  void advanceTo(int newLength) {
    length = newLength;
  }

  void add(char ascii) {
    room(1)[length++] = (byte) ascii;
  }

  void add(String ascii) {
    room(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }
}
