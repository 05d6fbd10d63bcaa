package org.datamove.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.nio.charset.StandardCharsets;
import org.datamove.binary.ByteBuilder;
import org.datamove.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowEncoderTest {
  private static final int[] BOTH = {0, 1};

  private static String encode(RowEncoder encoder, int[] fields, String... records) {
    ByteBuilder out = new ByteBuilder(1);
    encoder.begin(out);
    for (String record : records) {
      encoder.append(Loading.row(record), fields, out);
    }
    encoder.end(out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  @Test
  void copyTextEscapesWhatCopyReads() {
    assertEquals(
        "a\\\\b\\tc\\nd\\re\t\\\\N\n\\N\t\n",
        encode(new CopyTextEncoder(), BOTH, "\"a\\b\tc\nd\re\",\\N", ",\"\""));
    assertEquals("\\\\.\t\\\\.\n", encode(new CopyTextEncoder(), BOTH, "\\.,\\."));
    assertEquals(
        "\b\f\u000b\u0001\u007f\té日😀\"'\n",
        encode(new CopyTextEncoder(), BOTH, "\b\f\u000b\u0001\u007f,\"é日😀\"\"'\""));
  }

  @Test
  void fieldsGoWhereTheStepSays() {
    assertEquals("c\ta\n", encode(new CopyTextEncoder(), new int[] {2, 0}, "a,b,c"));
    assertEquals(
        "[{\"c0\":\"c\",\"c1\":\"a\"}]", encode(new JsonBatchEncoder(), new int[] {2, 0}, "a,b,c"));
  }

  @Test
  void theLineIsAFieldToo() {
    int[] fields = {0, Step.LoadColumn.PLACE};
    assertEquals("a\t1\n", encode(new CopyTextEncoder(), fields, "a"));
    assertEquals("[{\"c0\":\"a\",\"c1\":1}]", encode(new JsonBatchEncoder(), fields, "a"));
    assertEquals("[{\"c1\":1}]", encode(new JsonBatchEncoder(), fields, ",x"));
  }

  @Test
  void aBatchLeavesNullOut() {
    assertEquals(
        "[{\"c0\":\"\",\"c1\":\"x\"},{\"c1\":\"y\"},{}]",
        encode(new JsonBatchEncoder(), BOTH, "\"\",x", ",y", ","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "\"~\\\"",
        "\\~\\\\",
        "\t~\\u0009",
        "\b~\\u0008",
        "\u0001~\\u0001",
        "\u001f~\\u001f",
        "\u007f~\u007f",
        "/~/",
        "é~é",
        "😀~😀",
        "\u2028~\u2028"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void aBatchEscapesWhatJsonDoes(String raw, String escaped) {
    String record = "\"" + raw.replace("\"", "\"\"") + "\",x";
    assertEquals(
        "[{\"c0\":\"" + escaped + "\",\"c1\":\"x\"}]",
        encode(new JsonBatchEncoder(), BOTH, record));
  }

  @Test
  void everyControlCharacterSurvivesABatch() throws JsonParserException {
    StringBuilder all = new StringBuilder();
    for (char c = 1; c < 0x300; c++) {
      all.append(c);
    }
    String batch =
        encode(new JsonBatchEncoder(), BOTH, "\"" + all.toString().replace("\"", "\"\"") + "\",");
    JsonArray read = JsonParser.array().from(batch);
    assertEquals(all.toString(), read.getObject(0).getString("c0"));
  }
}
