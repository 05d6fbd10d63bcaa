package org.datamove.request;

/** What happens when a column's type accepts a value but does not keep it as it is. */
public enum OnAltered {
  /** The caller is told. */
  WARN,
  /** The value counts as refused. */
  ERROR
}
