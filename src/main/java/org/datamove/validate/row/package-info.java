/**
 * Judges rows: NULLs, every value against its column's type, keys that come twice. Start at {@link
 * org.datamove.validate.row.RowChecker}; what the engine is unsure of goes to PostgreSQL ({@link
 * org.datamove.validate.finding.Judge}), many values at once. Keeps only doubts and rejects in
 * memory, never rows, and both in bounded number.
 */
package org.datamove.validate.row;
