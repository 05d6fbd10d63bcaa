package org.datamove.key;

/**
 * A row whose key an earlier row has.
 *
 * @param row its 1-based data row
 * @param place where it starts ({@link org.datamove.csv.Place})
 * @param firstPlace where the first row with the key starts
 * @param values the row's key as the file has it, such as {@code 1, x}; NULL is {@code null}
 */
public record Duplicate(long row, long place, long firstPlace, String values) {}
