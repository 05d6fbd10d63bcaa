/**
 * Checked rows to chunks that PostgreSQL loads. Start at {@link org.datamove.load.Loader}; {@link
 * org.datamove.load.RowEncoder} turns a row into COPY binary, COPY text or a part of a JSON batch.
 * Keeps at most three chunk files alive and never touches the database.
 */
package org.datamove.load;
