package org.datamove.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.datamove.error.Failure;
import org.datamove.error.RequestException;
import org.datamove.json.Json;
import org.junit.jupiter.api.Test;

/** What may be said of rows whose key the table has. */
class ConflictOptionsTest {
  private static Options options(String json) {
    return Options.fromJson(Json.object(json.replace('\'', '"')));
  }

  private static Failure refused(String json) {
    return assertThrows(RequestException.class, () -> options(json), json).failure();
  }

  @Test
  void columnsAreUpdatedInAnUpsertOnly() {
    assertEquals(
        List.of("b", "a"),
        options("{'mode': 'upsert', 'update_columns': ['b', 'a', 'b']}").updateColumns());
    assertEquals(List.of(), options("{'mode': 'upsert', 'update_columns': []}").updateColumns());
    assertNull(options("{'update_columns': null}").updateColumns());
    assertEquals(
        "option \"update_columns\" is given in mode \"replace\"",
        refused("{'update_columns': []}").message());
  }
}
