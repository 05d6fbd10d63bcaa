package org.datamove.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.datamove.testing.Project;

/** {@code docs/report.schema.json}, which every report must follow. */
final class ReportSchema {
  private static final JsonSchema SCHEMA = read();

  private ReportSchema() {}

  private static JsonSchema read() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(Project.root().resolve("docs/report.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless a report follows the schema. */
  static void check(String report) {
    List<String> problems =
        SCHEMA.validate(report, InputFormat.JSON).stream()
            .map(ValidationMessage::getMessage)
            .toList();
    assertEquals(List.of(), problems, report);
  }
}
