package org.datamove.request;

/** How the old rows of a replaced table go. */
public enum ReplaceBy {
  /** TRUNCATE: fast; locks readers out until the transaction ends. */
  TRUNCATE,
  /** DELETE: readers see the old rows until the transaction ends. */
  DELETE
}
