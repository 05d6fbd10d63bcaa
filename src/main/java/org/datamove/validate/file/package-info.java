/**
 * What the file's form says: its first record, its end, records that are malformed or repaired,
 * headers that differ from the first file's. Start at {@link
 * org.datamove.validate.file.StructureCheck}. Never reads a byte: it words what {@code
 * org.datamove.csv} has found.
 */
package org.datamove.validate.file;
