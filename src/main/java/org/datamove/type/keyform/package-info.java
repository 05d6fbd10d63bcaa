/**
 * Writes values so that two of a type are equal if and only if they are written the same: how keys
 * that come twice are found without the database. Start at {@link
 * org.datamove.type.keyform.KeyForm}; which type has which is in {@code org.datamove.type.known}.
 * Never guesses: what a form cannot write is left to PostgreSQL. What is done with the keys is the
 * concern of {@code org.datamove.key}.
 */
package org.datamove.type.keyform;
