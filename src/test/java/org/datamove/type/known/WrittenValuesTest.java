package org.datamove.type.known;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.datamove.type.DateOrder;
import org.datamove.type.PgType;
import org.datamove.type.ValueSettings;
import org.datamove.type.alter.WrittenRule;
import org.datamove.type.text.DateReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written differs in each of these; the last word says whether the value is kept. */
class WrittenValuesTest {
  private static final PgType NUMERIC_4_2 = PgType.builtIn("numeric", (4 << 16 | 2) + 4);

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "money~ 1000.5 ~ $1,000.50 ~ true",
        "money~ ($5) ~ -$5.00 ~ true",
        "money~ $ 5- ~ -$5.00 ~ true",
        "money~ .5 ~ $0.50 ~ true",
        "money~ 1,500 ~ $1,500.00 ~ true",
        "money~ 1,50 ~ $150.00 ~ false",
        "money~ 1,5000 ~ $15,000.00 ~ false",
        "money~ - ~ $0.00 ~ false",
        "money~ '' ~ $0.00 ~ false",
        "money~ 1.555 ~ $1.56 ~ false",
        "money~ 12€ ~ $12.00 ~ false",
        "interval~ P1Y2M ~ 1 year 2 mons ~ true",
        "interval~ 90 minutes ~ 01:30:00 ~ true",
        "interval~ 1-2 3 4:05:06 ~ 1 year 2 mons 3 days 04:05:06 ~ true",
        "interval~ @ 5 min ago ~ -00:05:00 ~ true",
        "interval~ 1.5 days ~ 1 day 12:00:00 ~ true",
        "interval~ PT0.7S ~ 00:00:00.7 ~ true",
        "interval~ 1w ~ 7 days ~ true",
        "interval~ 1 day -2:00 ~ 1 day -02:00:00 ~ true",
        "interval~ 1.5 months ~ 1 mon 15 days ~ false",
        "interval~ 1.0000001 s ~ 00:00:01 ~ false",
        "interval~ 1.5 seconds ~ 00:00:02 ~ false",
        "inet~ FE80::0001 ~ fe80::1 ~ true",
        "inet~ 2001:0db8:0:0:0:0:0:1 ~ 2001:db8::1 ~ true",
        "inet~ 10.0.0.1/32 ~ 10.0.0.1 ~ true",
        "cidr~ 10 ~ 10.0.0.0/8 ~ false",
        "macaddr~ 08002B-010203 ~ 08:00:2b:01:02:03 ~ true",
        "macaddr8~ 08:00:2b:01:02:03 ~ 08:00:2b:ff:fe:01:02:03 ~ false",
        "point~ 1.50,2e1 ~ (1.5,20) ~ true",
        "point~ 0.12345678901234567890,1 ~ (0.12345678901234568,1) ~ false",
        "box~ (1,2),(3,4) ~ (3,4),(1,2) ~ false",
        "tsquery~ fat&rat ~ 'fat' & 'rat' ~ true",
        "tsvector~ a fat a ~ 'a' 'fat' ~ false",
        "xml~ <?xml version=\"1.0\"?><a/> ~ <a/> ~ true",
        "oid~ -1 ~ 4294967295 ~ false",
        "regtype~ 23 ~ integer ~ false",
      })
  void ofBuiltInTypes(String type, String text, String written, boolean kept) {
    WrittenRule rule = KnownTypes.written(PgType.builtIn(type, -1), ValueSettings.DEFAULT);
    assertEquals(kept, rule.keeps(text, written));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "hstore~ b=>2, a=>\"1\" ~ \"a\"=>\"1\", \"b\"=>\"2\" ~ true",
        "hstore~ a=>NULL ~ \"a\"=>NULL ~ true",
        "hstore~ a=>1,a=>2 ~ \"a\"=>\"1\" ~ false",
        "cube~ (1,2),(3,4) ~ (1, 2),(3, 4) ~ true",
        "isbn~ 039304002X ~ 0-393-04002-X ~ true",
        "isbn~ 0393040020! ~ 0-393-04002-X! ~ false",
        "geometry~ POINT(1 2) ~ 0101000000000000000000F03F0000000000000040 ~ false",
      })
  void ofExtensions(String type, String text, String written, boolean kept) {
    PgType base = new PgType("public", type, 'b', -1, type);
    assertEquals(kept, KnownTypes.written(base, ValueSettings.DEFAULT).keeps(text, written));
  }

  private static PgType of(char kind, PgType... parts) {
    return new PgType("pg_catalog", "composed", kind, -1, "composed", null, List.of(parts));
  }

  private static boolean keeps(PgType type, String text, String written) {
    return KnownTypes.written(type, ValueSettings.DEFAULT).keeps(text, written);
  }

  @Test
  void ofTypesThatConsistOfOthers() {
    PgType array = of('b', NUMERIC_4_2);
    assertEquals(true, keeps(array, "{ 1.5 , NULL}", "{1.50,NULL}"));
    assertEquals(true, keeps(array, "{{1},{2}}", "{{1.00},{2.00}}"));
    assertEquals(false, keeps(array, "{1,1.555}", "{1.00,1.56}"));
    PgType texts = of('b', PgType.builtIn("text", -1));
    assertEquals(true, keeps(texts, "{\"a\",b c }", "{a,\"b c\"}"));
    PgType range = of('r', PgType.builtIn("int4", -1));
    assertEquals(true, keeps(range, "[1,5]", "[1,6)"));
    assertEquals(true, keeps(range, "[ 1 ,)", "[1,)"));
    assertEquals(false, keeps(range, "[5,5)", "empty"));
    PgType times = of('r', PgType.builtIn("timestamp", -1));
    assertEquals(false, keeps(times, "[now,infinity]", "[\"2024-01-01 00:00:00.1\",infinity]"));
    PgType multirange = of('m', range);
    assertEquals(true, keeps(multirange, "{[1,2],[5,6]}", "{[1,3),[5,7)}"));
    assertEquals(false, keeps(multirange, "{[1,3],[2,6]}", "{[1,7)}"));
    PgType row = of('c', PgType.builtIn("bool", -1), NUMERIC_4_2, texts);
    assertEquals(true, keeps(row, "(true,1.5,\"{a,\"\"b\"\"}\")", "(t,1.50,\"{a,b}\")"));
    assertEquals(true, keeps(row, "(,,)", "(,,)"));
    assertEquals(false, keeps(row, "(true,1.555,)", "(t,1.56,)"));
    assertEquals(
        true,
        keeps(
            of('b', PgType.builtIn("box", -1)), "{1,2,3,4;5,6,7,8}", "{(1,2),(3,4);(5,6),(7,8)}"));
  }

  @Test
  void datesInsideOthersAreFound() {
    PgType dates = of('b', PgType.builtIn("date", -1));
    DateReader reader =
        DateReader.of(of('c', PgType.builtIn("text", -1), dates), ValueSettings.DEFAULT);
    assertEquals(2, reader.dates("(03/04/2024,\"{01/02/2024,NULL,2024-01-02,28/02/24}\")").size());
    assertNull(DateReader.of(of('b', PgType.builtIn("text", -1)), ValueSettings.DEFAULT));
  }

  private static String alteration(PgType type, ValueSettings settings, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return KnownTypes.altered(type, settings).alteration(bytes, 0, bytes.length);
  }

  @Test
  void ofTypesThatAreReadHere() {
    PgType jsonb = PgType.builtIn("jsonb", -1);
    assertNull(
        alteration(jsonb, ValueSettings.DEFAULT, "{\"b\":{\"x\":1,\"a\":2},\"a\":[{\"a\":1}]}"));
    assertNull(
        alteration(jsonb, ValueSettings.DEFAULT, "{\"b\":\"a\\\"\",\"a\":[\"b\",{\"b\":\"b\"}]}"));
    for (String repeated :
        List.of(
            "{\"a\":1,\"a\":1}",
            "[{\"b\":[],\"a\":{},\"b\":2}]",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"z\":1,\"a\":{\"y\":1,\"x\":2,\"y\":3}}")) {
      assertNotNull(alteration(jsonb, ValueSettings.DEFAULT, repeated), repeated);
    }
    PgType bytea = PgType.builtIn("bytea", -1);
    ValueSettings escape = new ValueSettings(DateOrder.MDY, false, "$1,234,567.89");
    assertNull(alteration(bytea, ValueSettings.DEFAULT, "\\xDEad"));
    assertNotNull(alteration(bytea, ValueSettings.DEFAULT, "deadbeef"));
    assertNull(alteration(bytea, escape, "deadbeef"));
    PgType vector = new PgType("public", "vector", 'b', -1, "vector", "vector");
    assertNull(alteration(vector, ValueSettings.DEFAULT, "[0.1,3,16777216,1.50]"));
    assertEquals(
        "element 2 is rounded to 1.2345679e+09",
        alteration(vector, ValueSettings.DEFAULT, "[1,1234567890]"));
    assertEquals(
        "element 1 is rounded to 0.12345679",
        alteration(vector, ValueSettings.DEFAULT, "[0.123456789,2]"));
    String embedding = "[" + "0.123456789,".repeat(15);
    assertNull(alteration(vector, ValueSettings.DEFAULT, embedding + "1]"));
    assertNotNull(alteration(vector, ValueSettings.DEFAULT, embedding + "16777217]"));
    PgType half = new PgType("public", "halfvec", 'b', -1, "halfvec", "vector");
    assertNull(alteration(half, ValueSettings.DEFAULT, "[0.5,2048]"));
    assertNotNull(alteration(half, ValueSettings.DEFAULT, "[0.1]"));
    assertNotNull(alteration(half, ValueSettings.DEFAULT, "[2049]"));
    PgType sparse = new PgType("public", "sparsevec", 'b', -1, "sparsevec", "vector");
    assertNull(alteration(sparse, ValueSettings.DEFAULT, "{1:0.5,3:2}/5"));
    assertNotNull(alteration(sparse, ValueSettings.DEFAULT, "{1:0.5,3:1234567890}/5"));
    assertNull(alteration(sparse, ValueSettings.DEFAULT, "{1:0.123456789}/16"));
  }
}
