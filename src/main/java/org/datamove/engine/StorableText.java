package org.datamove.engine;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts about a file as the database can take them: a question mark for each character that its
 * encoding does not have. No value that is loaded passes here with such a character, because its
 * row is refused.
 */
final class StorableText {
  private final CharsetEncoder encoder;

  StorableText(Charset database) {
    encoder = database.newEncoder();
  }

  /** A JSON value of the same shape. */
  Object of(Object json) {
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> readable = new LinkedHashMap<>();
      map.forEach((key, value) -> readable.put(of(key), of(value)));
      return readable;
    }
    if (json instanceof List<?> list) {
      return list.stream().map(this::of).toList();
    }
    return json instanceof String text ? text(text) : json;
  }

  private String text(String text) {
    if (encoder.canEncode(text)) {
      return text;
    }
    StringBuilder readable = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(one -> readable.append(encoder.canEncode(one) ? one : "?"));
    return readable.toString();
  }
}
