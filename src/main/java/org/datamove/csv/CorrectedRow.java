package org.datamove.csv;

/**
 * The rejected row that a record was corrected from.
 *
 * @param moveId the move that rejected it
 * @param row the 1-based data row that it was
 */
public record CorrectedRow(String moveId, long row) {}
