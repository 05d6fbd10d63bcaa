package org.datamove.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.datamove.error.Failure;
import org.datamove.error.RequestException;
import org.datamove.json.Json;
import org.datamove.source.RoleSources;
import org.datamove.source.SourceAccess;
import org.datamove.type.ValueSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  @Test
  void aMoveIntoATableThatIsThere() {
    Request request =
        Requests.of(
            """
            {"move_type": "existing_schema", "dry_run": true, "batch_size": 500,
             "primary_key_columns": ["a", "b"], "options": {"mode": "append"},
             "session": {"may_copy_files": true, "may_create_temporary": true, "utf8": true,
               "client_utf8": true, "time_zone": "UTC",
               "chunk_directory": "/srv/chunks/move", "work_directory": "/srv/chunks",
               "access": [{"role": "bo", "all_files": false, "all_objects": true,
                 "prefixes": ["/data"]}]}}
            """,
            Described.table("t").column("a", "int4"));
    assertEquals(Request.Task.MOVE, request.task());
    assertEquals("/in.csv", request.csvPath());
    assertEquals("s.t", request.target().display());
    assertEquals("a", request.table().columns().get(0).name());
    assertEquals(MoveType.EXISTING_SCHEMA, request.moveType());
    assertTrue(request.dryRun());
    assertEquals(500, request.batchSize());
    assertEquals(List.of("a", "b"), request.primaryKeyColumns());
    assertEquals(Mode.APPEND, request.options().mode());
    SourceAccess access =
        new SourceAccess(
            List.of(new RoleSources("bo", false, true, List.of("/data"))), "/srv/chunks");
    assertEquals(session(true, "UTC", "/srv/chunks/move", access), request.session());
  }

  private static SessionInfo session(
      boolean allowed, String timeZone, String chunkDirectory, SourceAccess access) {
    return new SessionInfo(
        allowed,
        allowed,
        allowed,
        allowed,
        timeZone,
        chunkDirectory,
        access,
        null,
        0,
        null,
        null,
        false,
        List.of(),
        ValueSettings.DEFAULT);
  }

  @Test
  void whatIsOmittedHasADefault() {
    Request request =
        Request.fromJson(Json.object("{\"task\": \"inspect\", \"csv_path\": \"/in.csv\"}"));
    assertEquals(Request.Task.INSPECT, request.task());
    assertNull(request.target());
    assertNull(request.table());
    assertNull(request.moveType());
    assertEquals(0, request.batchSize());
    assertEquals(List.of(), request.primaryKeyColumns());
    SourceAccess nothing = new SourceAccess(List.of(), null);
    assertEquals(session(false, null, null, nothing), request.session());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "replace", "strict", "new"})
  void moveTypesThatAreNot(String word) {
    assertEquals(
        new Failure(
            "22023",
            "invalid move_type: \"" + word + "\"",
            null,
            "Values are: existing_schema (the file's columns equal the table's), new_schema (the"
                + " table's columns follow the file), new_table (there is none yet)."),
        refused("{\"move_type\": \"" + word + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 100_000_001, 3_000_000_000L})
  void batchSizesThatAreNot(long rows) {
    assertEquals(
        new Failure(
            "22023",
            "invalid batch_size: " + rows,
            null,
            "It takes a number of rows from 1 to 100000000, or NULL for chunks by size."),
        refused("{\"batch_size\": " + rows + "}"));
  }

  private static Failure refused(String json) {
    return assertThrows(RequestException.class, () -> Requests.of(json, null)).failure();
  }
}
