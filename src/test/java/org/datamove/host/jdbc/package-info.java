/**
 * A host for a server where nothing can be installed: the engine in this JVM, and a connection.
 * Start at {@link org.datamove.host.jdbc.JdbcHost}; what the engine asks there are the functions of
 * {@code sql/}, the same texts, linked into anonymous blocks ({@link
 * org.datamove.host.jdbc.LinkedFunctions}).
 */
package org.datamove.host.jdbc;
