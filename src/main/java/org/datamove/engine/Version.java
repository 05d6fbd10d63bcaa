package org.datamove.engine;

/** datamove's version. */
public final class Version {
  /** As in the build file; a test holds them together. */
  public static final String TEXT = "0.1.0";

  private Version() {}
}
