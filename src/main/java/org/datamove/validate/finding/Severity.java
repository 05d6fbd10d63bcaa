package org.datamove.validate.finding;

import java.util.Locale;

/** How much a finding weighs. */
public enum Severity {
  /** The move cannot be carried out. */
  ERROR,
  /** The move is carried out; the caller should know. */
  WARNING;

  /** The word that SQL shows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
