package org.datamove.request;

/** What happens to the rows that an existing target has. */
public enum Mode {
  /** They go; the file's rows take their place. */
  REPLACE,
  /** They stay; the file's rows come in addition. */
  APPEND,
  /** They stay; a row of the file with the key of one of them takes its place. */
  UPSERT
}
