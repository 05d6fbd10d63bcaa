package org.datamove.type.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.datamove.type.InferredType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out for columns; the file's first data row is on line 2. */
class TypeInferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          boolean          | true;FALSE;True
          integer          | 0;-1;2147483647;-2147483648
          bigint           | 2147483648;-9223372036854775808;9223372036854775807
          numeric          | .097;-.5;0.10;12.50
          numeric          | 9223372036854775808
          double precision | 1e5;NaN;-Infinity;.5;3
          double precision | 1e308;-5E-324;0e0;1.7976931348623157e+308
          double precision | 1e-05;0.30000000000000004
          date             | 0001-01-01;2024-02-29;9999-12-31
          time             | 00:00:00;23:59:59.999999;24:00:00
          timestamp        | 2024-01-31 10:20:30;2024-01-31T10:20:30.5
          timestamptz      | 2024-01-31T10:20:30Z;2024-01-31 10:20:30.123456-15:59;2024-01-31 00:00:00+0530
          uuid             | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
          jsonb            | {};[];{"a":1,"b":[1.50,null]}; [ "\\n" ]
          text             | plain
          text             | 1_000
          text             | 0x1F
          text             | $5
          """)
  void typeWithoutNote(String type, String values) {
    ColumnProfile profile = profile(values.split(";"));
    assertEquals(type, profile.type().sqlName());
    assertNull(profile.note());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          1;2;3000000000|bigint because of "3000000000" on line 4
          1;2;12.5;13.5|numeric because of "12.5" on line 4
          1;99999999999999999999|numeric because of "99999999999999999999" on line 3
          12.5;1;2|numeric because of "12.5" on line 2
          0.5;1;1e-7|double precision because of "1e-7" on line 4
          1;NaN|double precision because of "NaN" on line 3
          NaN;NaN|text: NaN and Infinity without a number
          1;2;00123;4|text because of "00123" on line 4
          00501;00544|text because of "00501" on line 2
          1;+1|text because of "+1" on line 3: the plus sign would be lost
          1; 1|text because of " 1" on line 3: surrounding white space would be lost
          1;-0|text because of "-0" on line 3: the sign of zero would be lost
          1;5.|text because of "5." on line 3: the trailing point would be lost
          1;;2|text because of "" on line 3: an empty string is not NULL
          N/A;1;2|text because of "N/A" on line 2
          1;2;n/a|text because of "n/a" on line 4
          true;yes|text because of "yes" on line 3
          1e5;1.5;1.50|text because of "1.50" on line 4: trailing zeros would be lost
          1.50;2.50;1e5|text because of "1e5" on line 4: double precision would change "1.50" on line 2
          1e5;0.12345678901234567|text because of "0.12345678901234567" on line 3: double precision would round it
          1e5;1e23|text because of "1e23" on line 3: double precision would round it
          1e5;1e400|text because of "1e400" on line 3: out of range for double precision
          2024-01-01;2024-01-02 00:00:00|text because of "2024-01-02 00:00:00" on line 3: dates and timestamps are mixed
          2024-01-01 00:00:00Z;2024-01-02 00:00:00|text because of "2024-01-02 00:00:00" on line 3: only some timestamps have a time zone
          2024-01-01;2023-02-29|text because of "2023-02-29" on line 3: no such date
          10:20:30;25:00:00|text because of "25:00:00" on line 3: no such time of day
          10:20:30;10:20:60|text because of "10:20:60" on line 3: no such time of day
          10:20|text because of "10:20" on line 2: seconds would be added
          10:20:30.5;10:20:30.50|text because of "10:20:30.50" on line 3: trailing zeros would be lost
          10:20:30.1234567|text because of "10:20:30.1234567" on line 2: more than six fractional digits
          2024-01-01 24:00:00|text because of "2024-01-01 24:00:00" on line 2: it would become the next day
          2024-01-01 00:00:00+16|text because of "2024-01-01 00:00:00+16" on line 2: no such time zone offset
          2024-01-01 00:00:00 UTC|text because of "2024-01-01 00:00:00 UTC" on line 2: the time zone is not in ISO form (Z or +HH:MM)
          01/02/2024;11/12/2024|text: day and month order is ambiguous
          1.2.2024;3.4.2024 10:00|text: day and month order is ambiguous
          01-02-2024|text: day and month order is ambiguous
          1/8/90|text: day and month order is ambiguous
          01/02/2024;31/12/2024|text: dates are not in ISO form (YYYY-MM-DD)
          2024/01/31|text: dates are not in ISO form (YYYY-MM-DD)
          Jan 1 2000;Feb 1 2000|text: dates are not in ISO form (YYYY-MM-DD)
          1 January 2000;1-Feb-00|text: dates are not in ISO form (YYYY-MM-DD)
          2024-01-31;31/01/2024|text because of "31/01/2024" on line 3: not in ISO form (YYYY-MM-DD)
          A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11|text because of "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11" on line 2: upper case would be lost
          {};{"b":1,"a":2}|text because of "{"b":1,"a":2}" on line 3: jsonb would change the order of keys
          {};{"aa":1,"b":2}|text because of "{"aa":1,"b":2}" on line 3: jsonb would change the order of keys
          {};{"a":1,"a":2}|text because of "{"a":1,"a":2}" on line 3: jsonb would drop a repeated key
          {};[1e5]|text because of "[1e5]" on line 3: jsonb would change a number
          {};[-0]|text because of "[-0]" on line 3: jsonb would change a number
          {};["\\u00e9"]|text because of "["\\u00e9"]" on line 3: jsonb would change an escape sequence
          {};{a}|text because of "{a}" on line 3: not valid JSON
          """)
  void note(String values, String note) {
    ColumnProfile profile = profile(values.split(";", -1));
    assertEquals(note, profile.note());
    assertEquals(note.replaceFirst("( because|:) .*", ""), profile.type().sqlName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain;5;6a
          Turkey vulture;Mark 12;1
          00M;00R;0E0
          [draft];note
          1.2.34;10.2.15
          version 5;7
          """)
  void textNeedsNoExplanation(String values) {
    ColumnProfile profile = profile(values.split(";"));
    assertEquals(InferredType.TEXT, profile.type());
    assertNull(profile.note());
  }

  @Test
  void columnWithoutValues() {
    assertEquals(
        new ColumnProfile(
            InferredType.TEXT, 0, 0, 0, 0, List.of(), "text because the file has no rows"),
        profile());
    assertEquals(
        new ColumnProfile(
            InferredType.TEXT, 2, 2, 0, 0, List.of(), "text because every value is NULL"),
        profile(null, null));
  }

  @Test
  void lengthsAreInCharactersAndNullsHaveNone() {
    ColumnProfile profile = profile("日本語😀", null, "x");
    assertEquals(
        new ColumnProfile(InferredType.TEXT, 3, 1, 1, 4, List.of("日本語😀", "x"), null), profile);
  }

  @Test
  void examplesAreTheFirstThreeDistinctValues() {
    ColumnProfile profile = profile("7", "7", null, "8", "7", "9", "10");
    assertEquals(List.of("7", "8", "9"), profile.examples());
  }

  @Test
  void longValuesAreCutToFortyCharacters() {
    String forty = "é".repeat(40);
    ColumnProfile profile = profile(forty, forty + "x", forty + "y");
    assertEquals(List.of(forty, "é".repeat(39) + "…"), profile.examples());
    assertEquals(
        "text because of \"" + "1".repeat(39) + "…\" on line 3",
        profile("1", "1".repeat(40) + "a").note());
  }

  @Test
  void noteStaysOnOneLine() {
    assertEquals("text because of \"a\\n\\tb\" on line 3", profile("1", "a\n\tb").note());
  }

  @Test
  void numbersBeyondNumericStayText() {
    assertEquals(InferredType.NUMERIC, profile("9".repeat(131072)).type());
    assertEquals(InferredType.TEXT, profile("9".repeat(131073)).type());
    assertEquals(InferredType.NUMERIC, profile("." + "9".repeat(16383)).type());
    assertEquals(InferredType.TEXT, profile("." + "9".repeat(16384)).type());
  }

  @Test
  void listsBecomeVectorsWhereRealGivesTheirNumbersBack() {
    assertEquals(InferredType.VECTOR, profile("[0.1,3]", "[16777216,1.50]", "[1e-5,.5]").type());
    assertEquals(
        "bigint[]: real would change 1234567890 on line 3",
        profile("[1,2]", "[1234567890,1]").note());
    assertEquals(InferredType.BIGINT_LIST, profile("[16777217,1]").type());
    assertEquals(InferredType.BIGINT_LIST, profile("[1700000000,1700003600]").type());
    assertEquals(InferredType.VECTOR, profile("[1.7e9,1e-7]").type());
    assertEquals(InferredType.NUMERIC_LIST, profile("[52.5200066,13.404954]").type());
    assertEquals(InferredType.NUMERIC_LIST, profile("[1,99999999999999999999]").type());
    assertEquals(InferredType.NUMERIC_LIST, profile("[1,9223372036854775808]").type());
    assertEquals(InferredType.BIGINT_LIST, profile("[1,9223372036854775807]").type());
    assertEquals(InferredType.DOUBLE_LIST, profile("[1e-5,3]", "[1234567.891,1e3]").type());
    assertEquals(InferredType.TEXT, profile("[1e-5,1.50]", "[1234567.891,1e3]").type());
    assertEquals(
        "text because of \"[00501,10115]\" on line 2: leading zeros would be lost",
        profile("[00501,10115]").note());
  }

  @Test
  void embeddingsAreVectorsThoughRealRoundsTheirDecimals() {
    String decimals = "[" + "0.12345678901,".repeat(15);
    ColumnProfile profile = profile(decimals + "1]", decimals + "-2e-7]");
    assertEquals(InferredType.VECTOR, profile.type());
    assertEquals("real rounds decimals: 0.12345678901 on line 2", profile.note());
    assertEquals(
        InferredType.DOUBLE_LIST, new Lists(false).of(decimals + "16777217]", decimals + "2e-7]"));
    assertEquals(
        InferredType.NUMERIC_LIST, profile(decimals + "1]", decimals + "16777217]").type());
    assertEquals(InferredType.VECTOR, profile(decimals + "1]", decimals + "16777216]").type());
    assertEquals(InferredType.BIGINT_LIST, profile("[" + "1,".repeat(15) + "1700000001]").type());
  }

  @Test
  void longListsWithExponentsBeyondRealAreDoubles() {
    String list = "[" + "1.5,".repeat(15);
    String large = list + "1.23456789e9]";
    assertEquals(InferredType.DOUBLE_LIST, profile(large).type());
    assertEquals(InferredType.DOUBLE_LIST, profile(list + "0.25]", large, list + "1]").type());
    assertEquals(InferredType.DOUBLE_LIST, profile(list + "0.123456789012345]", large).type());
    assertEquals(InferredType.DOUBLE_LIST, profile(list + "2.50e3]", large).type());
    assertEquals(
        "double precision[]: real would change 1.23456789e9 on line 2", profile(large).note());
    assertEquals(InferredType.TEXT, profile(list + "0.12345678901234567]", large).type());
    assertEquals(InferredType.TEXT, profile(list + "0.10]", large).type());
    assertEquals(InferredType.TEXT, profile(large, list + "0.10]").type());
    assertEquals(InferredType.VECTOR, profile(list + "1e9]").type());
  }

  private record Lists(boolean vectors) {
    InferredType of(String... values) {
      TypeInference inference = new TypeInference(line -> "line " + line, vectors);
      for (String value : values) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        inference.add(bytes, 0, bytes.length, 1);
      }
      return inference.finish().type();
    }
  }

  @Test
  void jsonIsReadTo500Levels() {
    assertEquals(InferredType.JSONB, profile("[".repeat(500) + "]".repeat(500)).type());
    ColumnProfile deeper = profile("[".repeat(501) + "]".repeat(501));
    assertEquals(
        "text because of \"" + "[".repeat(39) + "…\" on line 2: nested deeper than 500 levels",
        deeper.note());
  }

  @Test
  void valuesLieAnywhereInTheBuffer() {
    byte[] buf = "x12,2024-01-01y".getBytes(StandardCharsets.UTF_8);
    TypeInference number = new TypeInference();
    number.add(buf, 1, 3, 2);
    assertEquals(InferredType.INTEGER, number.finish().type());
    TypeInference date = new TypeInference();
    date.add(buf, 4, 14, 2);
    assertEquals(InferredType.DATE, date.finish().type());
  }

  private static ColumnProfile profile(String... values) {
    TypeInference inference = new TypeInference();
    long line = 2;
    for (String value : values) {
      if (value == null) {
        inference.addNull();
      } else {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        inference.add(bytes, 0, bytes.length, line);
      }
      line++;
    }
    return inference.finish();
  }
}
