package org.datamove.type.keyform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.datamove.type.InferredType;
import org.datamove.type.PgType;
import org.datamove.type.known.KnownTypes;
import org.junit.jupiter.api.Test;

/** What the forms know by themselves; that it is right is compared with PostgreSQL elsewhere. */
class KeyFormsTest {
  private static PgType type(String name, int typmod) {
    return new PgType("pg_catalog", name, 'b', typmod, name);
  }

  private static String form(String name, int typmod, String value) {
    return form(KnownTypes.key(type(name, typmod), null), value);
  }

  private static String form(KeyForm form, String value) {
    byte[] bytes = ("<" + value + ">").getBytes(StandardCharsets.UTF_8);
    KeyBytes out = new KeyBytes();
    return form.add(bytes, 1, bytes.length - 1, out)
        ? new String(out.array(), 0, out.length(), StandardCharsets.UTF_8)
        : null;
  }

  @Test
  void numbers() {
    for (String one : List.of("1", "01", "+1", " 1 ")) {
      assertEquals("1", form("int4", -1, one));
      assertEquals("1", form("numeric", -1, one));
    }
    assertEquals("1", form("numeric", -1, "1.00"));
    assertEquals("-.5", form("numeric", -1, "-0.50"));
    assertEquals("", form("numeric", -1, "-0.0"));
    assertNull(form("numeric", -1, "1e3"));
    assertNull(form("numeric", -1, "."));
    assertNull(form("int4", -1, "1.5"));
    assertEquals("1.5", form("numeric", (5 << 16 | 2) + 4, "1.500"));
    assertNull(form("numeric", (5 << 16 | 2) + 4, "1.555"));
  }

  @Test
  void texts() {
    assertEquals("a ", form("text", -1, "a "));
    assertEquals("äb ", form("varchar", 7, "äb    "));
    assertEquals("a", form("bpchar", 9, "a   "));
    assertEquals("t", form("bool", -1, "On"));
    assertEquals("f", form("bool", -1, "no"));
    assertEquals(
        "a0eebc999c0b4ef8bb6d6bb9bd380a11",
        form("uuid", -1, "A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    assertEquals("0a", form("bytea", -1, "\\x0A"));
    assertNull(form("bytea", -1, "\\012"));
  }

  @Test
  void times() {
    assertEquals("2024-01-31", form("date", -1, "2024-01-31"));
    assertNull(form("date", -1, "31.1.2024"));
    assertNull(form("date", -1, "2024-02-30"));
    assertEquals("08:00:00.5", form("time", -1, "08:00:00.500"));
    assertEquals("2024-01-31 00:00:00", form("timestamp", -1, "2024-01-31"));
    assertEquals("2024-01-31 08:00:00", form("timestamp", -1, "2024-01-31T08:00"));
    assertNull(form("timestamp", -1, "2024-01-31 08:00:00.1234567"));
    assertNull(form("timestamp", 0, "2024-01-31 08:00:00.1"));
    assertEquals("2024-01-31 08:00:00", form("timestamp", 0, "2024-01-31 08:00:00.0"));
    assertEquals("2024-01-31 23:30:00.1", form("timestamptz", -1, "2024-02-01 05:00:00.10+0530"));
    assertNull(form("timestamptz", -1, "2024-02-01 05:00:00"));
    assertNull(form("timestamptz", -1, "0001-01-01 00:00+01"));
  }

  @Test
  void intervalsAsTheyAreCompared() {
    for (String day :
        List.of("24:00:00", "P1D", "PT24H", "1440 min", "86400.0 SECONDS", "00:1440")) {
      boolean plain = !day.equals("00:1440");
      assertEquals(plain ? form("interval", -1, "1 day") : null, form("interval", -1, day), day);
    }
    assertEquals(form("interval", -1, "1 mon"), form("interval", -1, "4 weeks 1 day 24:00"));
    assertEquals(form("interval", -1, "1 year"), form("interval", -1, "360 days"));
    assertNotEquals(form("interval", -1, "1 year"), form("interval", -1, "365 days"));
    for (String asked :
        List.of("-1 day", "1", "1-2", "1 day ago", "P1Y-2M", "1.5 days", "@ 1 day")) {
      assertNull(form("interval", -1, asked), asked);
    }
    assertNull(form("interval", 0x7FFF << 16, "1.5 seconds"), "is rounded");
    assertNotNull(form("interval", 0x7FFF << 16, "1.0 seconds"));
    assertNull(form("interval", 4 << 16, "1 year"), "has fields");
  }

  /** What PostgreSQL is asked for is written as what is known. */
  @Test
  void intervalsFromTheirBytes() {
    KeyForm form = KnownTypes.key(type("interval", -1), null);
    byte[] sent = "00000000000186a00000000300000001".getBytes(StandardCharsets.UTF_8);
    KeyBytes out = new KeyBytes();
    form.addOutput(sent, 0, sent.length, out);
    assertEquals(
        form("interval", -1, "33 days 00:00:00.1"),
        new String(out.array(), 0, out.length(), StandardCharsets.UTF_8));
  }

  @Test
  void floatingPointNumbersByTheirBits() {
    assertEquals(form("float8", -1, "0.1"), form("float8", -1, "1e-1"));
    assertEquals(form("float8", -1, "0"), form("float8", -1, "-0"));
    assertEquals(form("float4", -1, "16777216"), form("float4", -1, "16777217"));
  }

  @Test
  void typesWhoseEqualityIsNotInTheirText() {
    for (String name : List.of("jsonb", "numrange", "record", "tsvector", "point")) {
      assertNull(KnownTypes.key(type(name, -1), null), name);
    }
    assertNull(KnownTypes.key(type("_numeric", -1), type("numeric", -1)));
    assertNotNull(KnownTypes.key(type("_text", -1), type("text", -1)));
    assertNull(KnownTypes.key(new PgType("public", "int4", 'b', -1, "public.int4"), null));
    assertNull(KeyForms.of(InferredType.JSONB));
  }
}
