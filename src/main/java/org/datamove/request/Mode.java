package org.datamove.request;

import java.util.Locale;

/** What happens to the rows that an existing target has. */
public enum Mode {
  /** They go; the file's rows take their place. */
  REPLACE,
  /** They stay; the file's rows come in addition. */
  APPEND,
  /** They stay; a row of the file with the key of one of them takes its place. */
  UPSERT;

  /** The word for it in options. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
