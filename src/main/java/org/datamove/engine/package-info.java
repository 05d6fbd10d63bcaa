/**
 * Puts the parts of a move together. Start at {@link org.datamove.engine.Session}: a host opens one
 * for a request and asks it for its next command, hosts in the server in JSON texts ({@link
 * org.datamove.engine.TextSession}); a worker has package {@code execute} drive the move, plans it
 * ({@link org.datamove.engine.PlanJob}) and reads the file for its load ({@link
 * org.datamove.engine.LoadJob}) on a thread of its own. A call never lasts much longer than 100 ms
 * and never needs the database.
 */
package org.datamove.engine;
