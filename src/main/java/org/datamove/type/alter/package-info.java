/**
 * Tells values that a column's type accepts and does not keep: it rounds them, cuts them, drops a
 * part. Start at {@link org.datamove.type.alter.AlteredRule}, for what the text alone tells, and at
 * {@link org.datamove.type.alter.WrittenRule}, for what shows once PostgreSQL has written the value
 * back; which type has which is in {@code org.datamove.type.known}. Never judges whether a value is
 * accepted, and takes no mere change of spelling for a loss.
 */
package org.datamove.type.alter;
