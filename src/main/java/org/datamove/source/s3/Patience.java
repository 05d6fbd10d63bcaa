package org.datamove.source.s3;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait and how often to try.
 *
 * @param connect for a connection
 * @param silence for the next byte
 * @param attempts tries in a row without a byte more, 1 or more
 * @param firstPause before the second try; it doubles each time
 * @param longestPause where doubling ends
 */
record Patience(
    Duration connect, Duration silence, int attempts, Duration firstPause, Duration longestPause) {

  /** How long to wait after a number of failures in a row: up to half of it is left to chance. */
  Duration pause(int failures) {
    long doubled = firstPause.toMillis() << Math.min(failures - 1, 20);
    long millis = Math.min(doubled, longestPause.toMillis());
    return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }
}
