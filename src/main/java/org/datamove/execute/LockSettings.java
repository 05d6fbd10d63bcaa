package org.datamove.execute;

import java.util.Map;
import org.datamove.json.Json;

/**
 * What a session does while it waits for a lock.
 *
 * @param lockTimeout its own {@code lock_timeout}
 * @param checkInterval its own {@code client_connection_check_interval}, or null where the server
 *     has none or it is off
 * @param deadlockMillis {@code deadlock_timeout} in milliseconds
 */
record LockSettings(String lockTimeout, String checkInterval, long deadlockMillis) {
  static LockSettings fromJson(Map<String, Object> session) {
    return new LockSettings(
        Json.text(session, "lock_timeout"),
        Json.text(session, "check_interval"),
        Json.number(session, "deadlock_timeout", 1000));
  }
}
