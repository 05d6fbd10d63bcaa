package org.datamove.request;

/** How the headers of several files must go with the first one's. */
public enum HeaderMatch {
  /** The same names in the same order. */
  EXACT,
  /** The same names in any order. */
  BY_NAME
}
