package org.datamove.key;

import java.util.List;

/**
 * Columns that refer to other rows: some row must have their values in other columns.
 *
 * @param columns the names of the columns that refer
 * @param fields the 0-based position in the record of each
 * @param parentColumns the names of the columns that they refer to, in the same order
 * @param parentFields the position of each of these
 * @param full whether a row refers to another unless all of its values are NULL; otherwise it does
 *     only where none is
 */
public record KeyReference(
    List<String> columns,
    List<Integer> fields,
    List<String> parentColumns,
    List<Integer> parentFields,
    boolean full) {}
