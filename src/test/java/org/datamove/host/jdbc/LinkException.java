package org.datamove.host.jdbc;

/** The text of a function is not what the linker understands. */
final class LinkException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * With the function and the text.
   *
   * @param function its name, without the schema
   * @param reason what is wrong with the text, as a clause
   * @param text the part of the function
   */
  LinkException(String function, String reason, String text) {
    super("datamove." + function + ": " + reason + ": " + text.strip());
  }
}
