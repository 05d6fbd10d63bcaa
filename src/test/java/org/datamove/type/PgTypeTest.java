package org.datamove.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgTypeTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          varchar,     9,          5,   ,
          bpchar,      8,          4,   ,
          bit,         3,          3,   ,
          varchar,     -1,         ,    ,
          text,        -1,         ,    ,
          numeric,     327686,     ,    5,    2
          numeric,     -1,         ,    ,
          numeric,     198658,     ,    3,    -2
          numeric,     65536004,   ,    1000, 0
          numeric,     65537004,   ,    1000, 1000
          time,        0,          ,    0,
          timestamptz, 3,          ,    3,
          interval,    2147418114, ,    2,
          interval,    2147483647, ,    ,
          """)
  void decodesTheModifier(
      String name, int typmod, Integer length, Integer precision, Integer scale) {
    PgType type = new PgType("pg_catalog", name, 'b', typmod, name);
    assertEquals(optional(length), type.length());
    assertEquals(optional(precision), type.precision());
    assertEquals(optional(scale), type.scale());
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
