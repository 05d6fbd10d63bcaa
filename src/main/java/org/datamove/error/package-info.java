/**
 * What can go wrong, as data. Start at {@link org.datamove.error.DatamoveException} (the sealed
 * family) and {@link org.datamove.error.ErrorCode} (the catalogue with SQLSTATEs). {@link
 * org.datamove.error.Failure} has the fields that a client sees. Never renders a stack trace or a
 * class name into a message.
 */
package org.datamove.error;
