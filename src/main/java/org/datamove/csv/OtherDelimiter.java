package org.datamove.csv;

/**
 * A delimiter that fits a file as well as the one it is read with.
 *
 * @param delimiter one or more characters
 * @param fields into how many fields it splits each record
 */
public record OtherDelimiter(String delimiter, int fields) {}
