/**
 * Carries a move out: drives it from its first look at the catalog to its last row count, one
 * command at a time, for a host that runs single statements and decides nothing.
 *
 * <p>Start at {@link org.datamove.execute.Mover}; {@link org.datamove.execute.Command} is what a
 * host has to be able to do, {@link org.datamove.execute.Dialogue} how it is asked. Nothing here
 * opens a connection, reads a file or knows which host it talks to.
 */
package org.datamove.execute;
