package org.datamove.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.datamove.type.keyform.KeyBytes;

/** A row's fields one after the other: 0 for NULL, else the length plus one and the bytes. */
final class KeyText {
  private KeyText() {}

  /** The fields as strings; null is NULL. */
  static List<String> values(KeyBytes text, int fields) {
    List<String> values = new ArrayList<>(fields);
    byte[] array = text.array();
    int at = 0;
    for (int i = 0; i < fields; i++) {
      int length = 0;
      int shift = 0;
      byte next;
      do {
        next = array[at++];
        length |= (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      int end = at + Math.max(length - 1, 0);
      values.add(length == 0 ? null : new String(array, at, end - at, StandardCharsets.UTF_8));
      at = end;
    }
    return values;
  }
}
