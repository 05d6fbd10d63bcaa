package org.datamove.csv;

/**
 * How a record got the number of fields that it should have.
 *
 * @param given how many fields it has in the file
 * @param expected how many it should have
 */
public record Refit(int given, int expected) {}
