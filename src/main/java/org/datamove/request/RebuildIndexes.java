package org.datamove.request;

/** Whether indexes of a table that is emptied by TRUNCATE are built again after its rows. */
public enum RebuildIndexes {
  /** Where that is faster than keeping them up row by row. */
  AUTO,
  /** Wherever it can be done. */
  ALWAYS,
  /** They are kept up row by row. */
  NEVER
}
