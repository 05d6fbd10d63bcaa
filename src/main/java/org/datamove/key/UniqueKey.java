package org.datamove.key;

import java.util.List;

/**
 * Columns that no two rows may have in common.
 *
 * @param name the constraint's or index's name, or null for the primary key of a new table
 * @param columns the columns' names in the key's order
 * @param fields the 0-based position in the record of each column
 * @param nullsNotDistinct whether two NULLs are equal in it
 */
public record UniqueKey(
    String name, List<String> columns, List<Integer> fields, boolean nullsNotDistinct) {}
