package org.datamove.execute;

/**
 * How long a move waits for a lock.
 *
 * @param millis milliseconds
 * @param text the same as PostgreSQL writes an interval
 */
record LockLimit(long millis, String text) {}
