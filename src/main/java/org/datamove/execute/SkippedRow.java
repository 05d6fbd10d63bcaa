package org.datamove.execute;

/**
 * A row that was left out because it conflicts with another.
 *
 * @param place where it stands in the file ({@link org.datamove.csv.Place})
 * @param path the file
 */
record SkippedRow(long place, String path) {}
