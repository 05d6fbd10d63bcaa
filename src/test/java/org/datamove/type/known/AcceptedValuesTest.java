package org.datamove.type.known;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.datamove.type.PgType;
import org.datamove.type.accept.ValueRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          bool        | -1      | t;TRUE;f;no;on;of;OFF;1;0;yes             | o;2;truee;'';tr ue
          int2        | -1      | 32767;-32768;+7;007;-0                    | 32768;-32769;'';-;1.0;1_0
          int4        | -1      | 2147483647;-2147483648                    | 2147483648;0x1F;1e3
          int8        | -1      | 9223372036854775807;-9223372036854775808  | 9223372036854775808;-9223372036854775809
          numeric     | -1      | 1;-.5;5.;1e5;1E-5;NaN;nan;+1.50           | .;e5;Infinity;0x1F;1_0;1e1000
          numeric     | 327686  | 999.99;-999.994;0;9.99e2;1.555;.001;99.999 | 1000;999.995;1e3;-999.999
          numeric     | 131078  | .99;0.994                                 | .995;1
          numeric     | 198658  | 99949;-12345                              | 99950;99999;100000
          float4      | -1      | 1.1;1e37;NaN;-inf;Infinity;0              | 1e39;1e-50;x
          float8      | -1      | 1e307;1e-306;0.1;5.;0e999                 | 1e309;1e-400;0x1p3
          date        | -1      | 2024-02-29;0001-01-01;20240131;2024/01/31;2024-01-31T10:20 | 2023-02-29;0000-01-01;01/02/2024;10000-01-01;now;2024-1-1
          time        | -1      | 10:20;10:20:30;10:20:30.123456789          | 24:00;10:20:60;10:20:30.9999999;10:20 PM;1:2
          timestamp   | 0       | 2024-01-31;2024-01-31 10:20:30.5;2024-01-31T10:20:30Z | 2024-01-31 24:00:00;2024-01-31 10;epoch
          timestamptz | -1      | 2024-01-31 10:20:30-15:59;2024-01-31 10:20:30+0530;2024-01-31 10:20+02 | 2024-01-31 10:20:30+16;2024-01-31 10:20:30+01:60;2024-01-31 10:20:30 UTC
          interval    | -1      | 1 day;2 DAYS 02:03:04;100:59;1 year 2 mons 3 days 4 hours 5 min 6.5 sec;P1Y2M3W4DT5H6M7.5S;PT36H; 1 week ;0.000001 seconds | -1 day;1;1.5 days;1 day 2 days;2 days 1 year;1 hour 02:03;1day;P;PT;P1DT;P1;p1d; P1D;P1D ;P-1D;+1 day;1-2;1 2:03;1:2;04:60;04:05:60;04:05.5;0.0000001 s;10000 years;1000000 days;1 day ago;'';1 day 02:03:04 x
          interval    | 2147418112 | 1 second;04:05:06.000;1 year            | 1.5 seconds;04:05:06.1
          uuid        | -1      | A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11;a0eebc999c0b4ef8bb6d6bb9bd380a11 | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1;a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g
          bytea       | -1      | \\x00ff;\\x;plain;é                         | \\x0;\\x0g;a\\b
          text        | -1      | a;é;😀;''                                  | a\0b
          varchar     | 7       | abc;日本語                                 | abcd;日本語x
          bpchar      | 8       | abcd                                      | abcde
          json        | -1      | {"a":1,"a":[null,"\\u00e9"]};1;"x"; [ ]    | {a:1};[1,];01;"\\ud800";"\\u0000";nul;''
          jsonb       | -1      | {"b":1.5e3,"a":-0};"\\ud83d\\ude00"         | [1e4000];{"a"};"\\x";1 2
          """)
  void sureAndUnsure(String name, int typmod, String sure, String unsure) {
    ValueRule rule = KnownTypes.accepted(builtIn(name, typmod));
    for (String value : sure.split(";", -1)) {
      assertTrue(accepts(rule, value.equals("''") ? "" : value), value);
    }
    for (String value : unsure.split(";", -1)) {
      assertFalse(accepts(rule, value.equals("''") ? "" : value), value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"_int4", "timetz", "money", "name", "char", "inet", "oid", "xml"})
  void otherTypesAreNeverSure(String name) {
    assertSame(ValueRule.NEVER, KnownTypes.accepted(builtIn(name, -1)));
  }

  @Test
  void intervalsWithFieldsReadOtherwise() {
    assertSame(ValueRule.NEVER, KnownTypes.accepted(builtIn("interval", 4 << 16 | 0xFFFF)));
  }

  @Test
  void aNameIsNotAType() {
    assertSame(ValueRule.NEVER, KnownTypes.accepted(new PgType("pg_catalog", "int4", 'd', -1, "")));
    assertSame(ValueRule.NEVER, KnownTypes.accepted(new PgType("public", "int4", 'b', -1, "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "varchar", "bpchar", "bytea", "json", "jsonb"})
  void textBeyondAsciiIsUnsureWhereTheServerIsNotUtf8(String name) {
    ValueRule rule = KnownTypes.accepted(builtIn(name, -1), false);
    assertTrue(accepts(rule, "\"a\""));
    assertFalse(accepts(rule, "\"é\""));
    if (name.startsWith("json")) {
      assertFalse(accepts(rule, "\"\\u00e9\""));
      assertTrue(accepts(rule, "\"\\u0041\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bool", "int2", "int4", "int8", "numeric", "float4", "float8"})
  void whiteSpaceAroundIsFine(String name) {
    ValueRule rule = KnownTypes.accepted(builtIn(name, -1));
    assertTrue(accepts(rule, " \t1\r\n"));
    assertFalse(accepts(rule, " "));
  }

  @Test
  void malformedUtf8IsUnsure() {
    ValueRule rule = KnownTypes.accepted(builtIn("text", -1));
    for (byte[] bytes :
        new byte[][] {
          {(byte) 0x80},
          {(byte) 0xC0, (byte) 0x80},
          {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
          {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
          {'a', (byte) 0xE2, (byte) 0x82},
          {'a', 'b', 'c', 'd', 'e', 'f', 'g', 0},
        }) {
      assertFalse(rule.surelyAccepts(bytes, 0, bytes.length));
    }
  }

  @Test
  void deepJsonIsUnsure() {
    ValueRule rule = KnownTypes.accepted(builtIn("jsonb", -1));
    assertTrue(accepts(rule, "[".repeat(64) + "]".repeat(64)));
    assertFalse(accepts(rule, "[".repeat(65) + "]".repeat(65)));
  }

  private static PgType builtIn(String name, int typmod) {
    return new PgType("pg_catalog", name, 'b', typmod, name);
  }

  private static boolean accepts(ValueRule rule, String value) {
    byte[] bytes = ("<" + value + ">").getBytes(StandardCharsets.UTF_8);
    return rule.surelyAccepts(bytes, 1, bytes.length - 1);
  }
}
