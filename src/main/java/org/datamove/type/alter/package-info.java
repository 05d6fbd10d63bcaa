/**
 * Tells values that a column's type accepts and does not keep: it rounds them, cuts them, drops a
 * part. Start at {@link org.datamove.type.alter.AlteredRules}, for what the text alone tells, and
 * at {@link org.datamove.type.alter.WrittenRules}, for what shows once PostgreSQL has written the
 * value back. Never judges whether a value is accepted, and takes no mere change of spelling for a
 * loss.
 */
package org.datamove.type.alter;
