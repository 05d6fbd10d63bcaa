package org.datamove.validate.move;

import org.datamove.error.ErrorCode;
import org.datamove.error.RequestException;
import org.datamove.request.Mode;
import org.datamove.request.MoveType;
import org.datamove.request.Request;

/** Decides what a move is, from the target's existence and the caller's move_type. */
public final class Operations {
  private Operations() {}

  /**
   * The operation.
   *
   * @throws RequestException where an existing table is to be replaced without a move_type, or with
   *     {@code new_table}, or a missing one with {@code existing_schema}
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
    if (request.moveType() == MoveType.NEW_TABLE) {
      throw new RequestException(
          ErrorCode.TABLE_EXISTS,
          "table \"" + name + "\" already exists",
          "The move_type \"new_table\" makes it from the file.",
          "Set move_type to \"existing_schema\" or \"new_schema\", or take another name.");
    }
    if (request.moveType() == null && request.options().mode() != Mode.REPLACE) {
      return Operation.EXISTING_SCHEMA;
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
