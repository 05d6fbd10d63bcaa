package org.datamove.csv;

/**
 * What a file is instead of CSV.
 *
 * @param format what it is
 * @param excerpt how its text begins, at most 80 characters of one line; null where it is no text
 */
public record NotCsv(FileFormat format, String excerpt) {}
