package org.datamove.source;

/** The machine that reads the files, as messages speak of it. */
public enum Machine {
  /** The database server's. */
  SERVER,
  /** The client's, whose user runs datamove himself. */
  CLIENT;

  /** As a request names it, which is {@code client} or {@code server}; null for the server's. */
  public static Machine of(String word) {
    return "client".equals(word) ? CLIENT : SERVER;
  }

  /** Either of two texts. */
  public String say(String ofServer, String ofClient) {
    return this == SERVER ? ofServer : ofClient;
  }

  /** Who opens files, at the start of a sentence. */
  String user() {
    return "The operating system user that runs " + say("the database server", "datamove");
  }
}
