package org.datamove.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL 15's pg_size_pretty gives. */
class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0,0 bytes",
    "1,1 bytes",
    "10239,10239 bytes",
    "10240,10 kB",
    "10751,10 kB",
    "10752,11 kB",
    "1000000,977 kB",
    "10485247,10239 kB",
    "10485248,10 MB",
    "1000000000,954 MB",
    "10736893951,10239 MB",
    "10736893952,10 GB",
    "1000000000000,931 GB",
    "10994579406847,10239 GB",
    "10994579406848,10 TB",
    "1000000000000000,909 TB",
    "11258449312612351,10239 TB",
    "11258449312612352,10 PB",
    "9223372036854775807,8192 PB"
  })
  void sizesReadAsPostgresqlWritesThem(long bytes, String text) {
    assertEquals(text, Sizes.pretty(bytes));
  }
}
