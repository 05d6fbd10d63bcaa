/**
 * Finds rows of a file whose key an earlier row has, and rows that refer to a key that no row has,
 * in bounded memory: keys are written down as they come, brought into a form in which equal ones
 * are the same bytes, divided by their hash and compared byte by byte. Start at {@link
 * org.datamove.key.KeyCollector}, which takes the rows, {@link org.datamove.key.DuplicateFinder}
 * and {@link org.datamove.key.OrphanFinder}, which compare them. Never reads the database; what it
 * cannot decide it asks its {@link org.datamove.key.Normalizer}.
 */
package org.datamove.key;
