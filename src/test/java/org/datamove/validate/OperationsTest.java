package org.datamove.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.datamove.error.Failure;
import org.datamove.error.RequestException;
import org.datamove.request.Described;
import org.datamove.request.Requests;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.Operations;
import org.junit.jupiter.api.Test;

/** What a move is. */
class OperationsTest {
  private static final String STRICT = "{'move_type': 'existing_schema'}";

  private static Described table() {
    return Described.table("t").column("id", "int4").column("v", "text").primaryKey("id");
  }

  @Test
  void theOperationFollowsTheTableAndTheMoveType() {
    assertEquals(Operation.NEW_TABLE, Operations.decide(Requests.of("{}", null)));
    assertEquals(
        Operation.NEW_TABLE, Operations.decide(Requests.of("{'move_type': 'new_schema'}", null)));
    assertEquals(Operation.EXISTING_SCHEMA, Operations.decide(Requests.of(STRICT, table())));
    assertEquals(
        Operation.NEW_SCHEMA,
        Operations.decide(Requests.of("{'move_type': 'new_schema'}", table())));
    assertEquals(
        Operation.NEW_TABLE, Operations.decide(Requests.of("{'move_type': 'new_table'}", null)));
    for (String mode : List.of("append", "upsert")) {
      assertEquals(
          Operation.EXISTING_SCHEMA,
          Operations.decide(Requests.of("{'options': {'mode': '" + mode + "'}}", table())));
    }
    assertEquals(
        new Failure(
            "42P07",
            "table \"s.t\" already exists",
            "The move_type \"new_table\" makes it from the file.",
            "Set move_type to \"existing_schema\" or \"new_schema\", or take another name."),
        refused("{'move_type': 'new_table'}", table()));
    assertEquals(
        new Failure(
            "42P01",
            "table \"s.t\" does not exist",
            "The move_type \"existing_schema\" replaces the rows of an existing table.",
            "Leave move_type out to create the table from the file."),
        refused(STRICT, null));
    assertEquals(
        new Failure(
            "22023",
            "table \"s.t\" exists, and move_type is not given",
            null,
            "Set move_type to \"existing_schema\" (the file's columns equal the table's) or"
                + " \"new_schema\" (the table's columns follow the file); both replace all rows."),
        refused("{}", table()));
  }

  private static Failure refused(String request, Described table) {
    return assertThrows(
            RequestException.class, () -> Operations.decide(Requests.of(request, table)))
        .failure();
  }
}
