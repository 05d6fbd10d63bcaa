package org.datamove.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void whatIsWrittenIsReadBack() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a\"b\\c\n\t\u0001é😀");
    value.put("whole", 1);
    value.put("long", Long.MIN_VALUE);
    value.put("real", 1.5);
    value.put("flag", true);
    value.put("nothing", null);
    value.put("list", Arrays.asList("x", 1, null));
    value.put("map", Map.of("a", Map.of("b", List.of())));
    assertEquals(Json.write(value), Json.write(Json.object(Json.write(value))));
    assertEquals(value.get("text"), Json.object(Json.write(value)).get("text"));
  }

  @Test
  void membersKeepTheirOrder() {
    assertEquals(
        List.of("z", "a", "m"), List.copyOf(Json.object("{\"z\":1,\"a\":2,\"m\":3}").keySet()));
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("z", 1);
    value.put("a", 2);
    assertEquals("{\"z\":1,\"a\":2}", Json.write(value));
  }

  @Test
  void spacedIsHowJsonbIsShown() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("null", List.of("", "n/a"));
    value.put("a:b", Map.of("c", 1));
    value.put("none", null);
    assertEquals(
        "{\"null\": [\"\", \"n/a\"], \"a:b\": {\"c\": 1}, \"none\": null}", Json.spaced(value));
    assertEquals("{}", Json.spaced(Map.of()));
  }

  @Test
  void aNulCannotEnterJsonb() {
    assertEquals("\"a\uFFFDb\"", Json.write("a\0b"));
    assertEquals("\"\\\\u0000\"", Json.write("\\u0000"));
    assertEquals("\"\\\\\uFFFD\"", Json.write("\\\0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "null", "{", "{\"a\":}", "{} {}"})
  void whatIsNoObjectIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Json.object(text));
  }

  @Test
  void membersThatAreAbsent() {
    Map<String, Object> object = Json.object("{\"n\": null, \"t\": 12, \"f\": true, \"l\": 7}");
    assertEquals(Map.of(), Json.map(object, "none"));
    assertEquals(Map.of(), Json.map(object, "n"));
    assertEquals(List.of(), Json.list(object, "n"));
    assertNull(Json.text(object, "n"));
    assertEquals("12", Json.text(object, "t"));
    assertTrue(Json.flag(object, "f"));
    assertFalse(Json.flag(object, "n"));
    assertFalse(Json.flag(object, "t"));
    assertEquals(7, Json.number(object, "l", 0));
    assertEquals(-1, Json.number(object, "n", -1));
  }
}
