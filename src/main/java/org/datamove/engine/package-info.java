/**
 * Drives a request through the packages on a worker thread. Start at {@link
 * org.datamove.engine.Session}: a host opens one and asks it for the next event (pending, judge,
 * chunk, done, failed). A call never lasts much longer than 100 ms and never needs the database.
 */
package org.datamove.engine;
