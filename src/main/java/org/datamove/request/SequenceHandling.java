package org.datamove.request;

/** What happens to sequences owned by loaded columns. */
public enum SequenceHandling {
  /** They are advanced past the highest loaded value. */
  ADVANCE,
  /** They stay as they are. */
  KEEP
}
