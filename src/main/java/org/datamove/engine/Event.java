package org.datamove.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.datamove.load.Chunk;
import org.datamove.validate.row.Rejects;

/** What the worker tells the host. */
sealed interface Event {
  /** Values to judge, by column, and the columns of which they are to be written again as well. */
  record Judge(Map<String, List<String>> values, Set<String> written) implements Event {}

  /** Values to read and write again, by column. */
  record Normalize(Map<String, List<String>> values) implements Event {}

  /** Values of a column to count; the table qualified and quoted, the column unquoted. */
  record Count(String table, String column) implements Event {}

  /** Rows that are rejected. */
  record Reject(List<Rejects.Rejected> rows) implements Event {}

  /** Rows to load. */
  record Deliver(Chunk chunk) implements Event {}

  /** The work is done; a JSON object. */
  record Done(Map<String, Object> result) implements Event {}

  /** The work cannot be done; failure and, where there is one, report as JSON objects. */
  record Failed(Map<String, Object> failure, Map<String, Object> report) implements Event {}
}
