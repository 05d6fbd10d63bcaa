package org.datamove.validate.move;

import java.util.Locale;

/** What a move turns out to be. */
public enum Operation {
  /** The target is created from the file. */
  NEW_TABLE,
  /** The target's rows are replaced; its columns stay. */
  EXISTING_SCHEMA,
  /** The target's columns follow the file and its rows are replaced. */
  NEW_SCHEMA;

  /** The word that SQL shows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
