package org.datamove.request;

/** What happens when a row cannot be loaded. */
public enum OnError {
  /** The move fails. */
  STOP,
  /** The row goes to {@code datamove.rejected_row}; the others are loaded. */
  REJECT
}
