package org.datamove.binary;

import java.util.Set;

/**
 * What the binary form of a value depends on besides its type.
 *
 * @param utf8 whether the server's and the client's encoding are both UTF8: a receive function
 *     takes texts to be in the client's encoding, whatever COPY was told
 * @param timeZone the session's {@code TimeZone}, or null if it is not known
 */
public record EncodingSession(boolean utf8, String timeZone) {
  /** Names under which there has never been anything but UTC. */
  private static final Set<String> UTC =
      Set.of("UTC", "Etc/UTC", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu", "GMT", "Etc/GMT");

  /** Whether a time without a zone is UTC. */
  public boolean isUtc() {
    return timeZone != null && UTC.contains(timeZone);
  }
}
