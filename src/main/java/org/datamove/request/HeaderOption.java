package org.datamove.request;

import java.util.List;

/** Where the column names come from. */
public sealed interface HeaderOption {
  /** The first record holds the names. */
  record Present() implements HeaderOption {}

  /** The file has no names: fields go by position. */
  record Absent() implements HeaderOption {}

  /**
   * The file has no names: these are used.
   *
   * @param names one name for each field, not empty
   */
  record Names(List<String> names) implements HeaderOption {}
}
