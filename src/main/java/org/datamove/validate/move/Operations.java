package org.datamove.validate.move;

import org.datamove.error.ErrorCode;
import org.datamove.error.RequestException;
import org.datamove.request.MoveType;
import org.datamove.request.Request;

/** Decides what a move is, from the target's existence and the caller's move_type. */
public final class Operations {
  private Operations() {}

  /**
   * The operation.
   *
   * @throws RequestException where an existing table comes without a move_type, or a missing one
   *     with {@code existing_schema}
   */
  public static Operation decide(Request request) {
    String name = request.target().display();
    if (request.table() == null) {
      if (request.moveType() == MoveType.EXISTING_SCHEMA) {
        throw new RequestException(
            ErrorCode.TABLE_NOT_FOUND,
            "table \"" + name + "\" does not exist",
            "The move_type \"existing_schema\" replaces the rows of an existing table.",
            "Leave move_type out to create the table from the file.");
      }
      return Operation.NEW_TABLE;
    }
    if (request.moveType() == null) {
      throw RequestException.invalid(
          "table \"" + name + "\" exists, and move_type is not given",
          null,
          "Set move_type to \"existing_schema\" (the file's columns equal the table's) or"
              + " \"new_schema\" (the table's columns follow the file); both replace all rows.");
    }
    return request.moveType() == MoveType.EXISTING_SCHEMA
        ? Operation.EXISTING_SCHEMA
        : Operation.NEW_SCHEMA;
  }
}
