package org.datamove.source;

import org.datamove.error.RequestException;

/**
 * The address of an object, or of several by a pattern: {@code s3://bucket/key}. Nothing in it is
 * an escape: the key is written as it is.
 *
 * @param bucket not empty
 * @param key not empty
 */
public record ObjectUrl(String bucket, String key) {
  /** What addresses begin with. */
  static final String SCHEME = "s3://";

  /** How they are written. */
  static final String FORM = "s3://bucket/key";

  /**
   * Reads an address.
   *
   * @throws RequestException if it is not one of an object (SQLSTATE 22023)
   */
  public static ObjectUrl of(String text) {
    int slash = text.indexOf('/', SCHEME.length());
    String bucket = text.substring(SCHEME.length(), slash < 0 ? text.length() : slash);
    String key = slash < 0 ? "" : text.substring(slash + 1);
    if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{2,62}")) {
      throw invalid(text, "\"" + bucket + "\" is not the name of a bucket.");
    }
    if (key.isEmpty() || key.endsWith("/")) {
      throw RequestException.invalid(
          "invalid source \"" + text + "\"",
          "It names no object.",
          "Write "
              + FORM
              + ", or a pattern such as \""
              + text
              + (slash < 0 ? "/" : "")
              + "*.csv\".");
    }
    if (!isNormalized(key)) {
      throw invalid(text, "\".\" and \"..\" are not allowed as parts of a key.");
    }
    return new ObjectUrl(bucket, key);
  }

  /** Whether every server on the way to an object takes its key as it is. */
  public static boolean isNormalized(String key) {
    for (String part : key.split("/", -1)) {
      if (part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Refuses an object that may not be read.
   *
   * @throws org.datamove.error.SourceException with SQLSTATE 42501
   */
  public void requireAllowed(SourceAccess access) {
    access.requireAddress(toString(), "buckets and prefixes of keys");
  }

  private static RequestException invalid(String text, String detail) {
    return RequestException.invalid(
        "invalid source \"" + text + "\"", detail, "Write " + FORM + ".");
  }

  /** As it is written. */
  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
