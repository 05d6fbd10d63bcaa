package org.datamove.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datamove.binary.EncodingSession;
import org.datamove.binary.ValueEncoders;
import org.datamove.type.PgType;
import org.junit.jupiter.api.Test;

/** A plan asks for a stage wherever every column can be encoded: the gate must make it. */
class StageTypesTest {
  private static final EncodingSession SESSION = new EncodingSession(true, "UTC");
  private static final Pattern NAME = Pattern.compile("'(\\w+)'");

  @Test
  void theGateKnowsEveryTypeThatCanBeEncoded() throws IOException {
    String encoders =
        Files.readString(Path.of("src/main/java/org/datamove/binary/ValueEncoders.java"));
    String gate = Files.readString(Path.of("sql", "stage.sql"));
    Matcher cases = Pattern.compile("case (\"[^>]*) ->").matcher(encoders);
    int encoded = 0;
    while (cases.find()) {
      for (String name : cases.group(1).replace("\"", "").split(", ", -1)) {
        assertTrue(gate.contains("'" + name + "'"), name);
        encoded++;
      }
    }
    assertTrue(encoded > 15, "the types of ValueEncoders were found");
  }

  @Test
  void theGateKnowsNoOtherBuiltInType() throws IOException {
    String gate = Files.readString(Path.of("sql", "stage.sql"));
    int from = gate.indexOf("t.typname IN (");
    Matcher names = NAME.matcher(gate.substring(from, gate.indexOf(')', from + 14)));
    int known = 0;
    while (names.find()) {
      PgType type = PgType.builtIn(names.group(1), -1);
      assertTrue(ValueEncoders.forType(type, type, SESSION) != null, names.group(1));
      known++;
    }
    assertEquals(20, known);
  }
}
